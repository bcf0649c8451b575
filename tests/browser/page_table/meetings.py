"""Pages of who meets: meetings, minutes, actions, decisions, posts and companies."""

PAGES = """
minutes:read                  lead           -
minutes:detail                lead           minutes draft
minutes:item                  lead           words asked
minutes:detail                manager        minutes draft
minutes:detail                lead           minutes circulated
minutes:detail                lead           minutes approved
meetings:action-list          manager        -
meetings:action-list          lead           -
meetings:action-list          lead           -                   show=waiting
meetings:action-list          lead           -                   show=closed
meetings:action-of            lead           group DacCom
meetings:action-of            lead           group DacCom        show=practices
meetings:action-of            finance        locality Dacorum
meetings:action-of            auditor        practice Fernville
meetings:action-new           manager        -
meetings:action-new           lead           -
meetings:action-detail        manager        action late
meetings:action-detail        lead           action changed
meetings:action-detail        lead           action done
meetings:action-detail        auditor        action dropped
meetings:action-change        lead           action changed
meetings:action-check         manager        action check
meetings:action-detail        manager        action check
checks:grid                   lead           group DacCom
checks:grid                   lead           group DacCom        year=2006&month=6
checks:grid                   auditor        group none asked
checks:agreed-list            lead           group DacCom
checks:agreed-list            manager        group DacCom
checks:agreed-list            auditor        group none asked
checks:agreed-new             lead           group DacCom
checks:agreed-change          lead           agreed DacCom
meetings:mails                manager        -
meetings:mails                lead           -

newsletters:audience-list     lead           -
newsletters:audience-detail   lead           audience managers
newsletters:audience-detail   auditor        audience managers
newsletters:audience-new      lead           -
newsletters:audience-change   lead           audience managers
newsletters:member-new        lead           audience managers
newsletters:mine              manager        -
newsletters:mine              finance        -
newsletters:leave-link        stranger       token manager
newsletters:newsletter-list   lead           -
newsletters:newsletter-list   manager        -
newsletters:newsletter-new    lead           -
newsletters:newsletter-detail  lead          newsletter draft
newsletters:newsletter-detail  lead          newsletter sent
newsletters:newsletter-detail  manager       newsletter sent
newsletters:newsletter-change  lead          newsletter draft
newsletters:newsletter-preview  lead         newsletter draft

decisions:decision-list       lead           -
decisions:decision-list       manager        -
decisions:decision-list       auditor        -                   show=settled
decisions:decision-new        lead           -
decisions:decision-detail     lead           decision asked
decisions:decision-detail     finance        decision asked
decisions:decision-detail     lead           decision own
decisions:decision-detail     auditor        decision settled
decisions:decision-change     finance        decision asked
decisions:telling-new         finance        decision asked
decisions:telling-send        finance        telling late
decisions:telling-acknowledge  finance       telling sent
decisions:question-detail     lead           question lapsed
decisions:question-detail     lead           question asked
decisions:answer-new          lead           asked DacCom
decisions:open-list           lead           -
decisions:open-list           manager        -
decisions:open-new            lead           -
decisions:open-answer         lead           open DacCom
decisions:concern-list        lead           -
decisions:concern-new         finance        -
decisions:concern-send        lead           concern raised
decisions:concern-reply       lead           concern sent
decisions:mandate-list        lead           -
decisions:mandate-new         lead           -
decisions:mandate-end         lead           mandate DacCom
decisions:representative-list  finance       -
decisions:representation      finance        board West
decisions:nominate            finance        board West
decisions:nomination-end      finance        nomination DacCom
companies:company-detail      manager        company commissions
companies:company-detail      lead           company commissions
companies:company-detail      lead           company provides
companies:company-new         lead           group DacCom
companies:company-change      lead           company commissions
companies:company-bind        lead           company commissions
companies:binding-end         lead           binding Fernville
companies:binding-withdraw    lead           binding Fernville
registers:group-detail        lead           group DacCom
posts:post-list               finance        -
posts:post-list               manager        -
posts:post-list               administrator  -
posts:post-detail             finance        post vacant
posts:post-detail             manager        post held
posts:post-new                finance        -
posts:post-change             finance        post vacant
posts:post-fill               finance        post vacant
posts:post-abolish            finance        post held
posts:post-abolish            finance        post vacant
posts:post-detail             finance        post abolished
posts:tenure-end              finance        tenure held
posts:tenure-withdraw         finance        tenure held
meetings:action-detail        finance        action vacant
events:event-list             lead           -
events:event-list             manager        -
events:event-detail           lead           event held
events:event-detail           manager        event county
events:event-detail           manager        event full
events:event-detail           lead           event full
events:event-detail           finance        event county
events:event-new              lead           -
events:event-change           lead           event held
events:matrix                 lead           -
events:matrix                 manager        -
diary:meeting-list            lead           -
diary:meeting-list            manager        -
diary:meeting-list            auditor        -
diary:body-detail             lead           body executive
diary:body-detail             manager        body executive
diary:body-detail             finance        body leads
diary:interest-list           lead           body executive
diary:interest-list           manager        body executive
diary:interest-list           finance        body leads
diary:interest-new            lead           body executive
diary:interest-end            lead           interest STAHDOC
diary:interest-withdraw       lead           interest STAHDOC
diary:item-touches            lead           item plan
diary:item-touches            finance        item round
diary:item-exclusions         lead           item plan
diary:item-exclusions         lead           item urgent
decisions:decision-detail     lead           decision excluded
minutes:detail                lead           meeting held
diary:body-new                lead           -
diary:body-change             lead           body executive
diary:body-make-up            lead           body executive
diary:body-detail             lead           body provider
diary:seat-new                lead           body executive
diary:seat-end                lead           seat chair
diary:series-new              lead           body executive
diary:meeting-new             lead           body executive
diary:meeting-new             lead           body executive      day=2007-05-08
diary:meeting-detail          lead           meeting held
diary:meeting-detail          lead           minutes draft
diary:meeting-detail          manager        minutes draft
diary:meeting-detail          lead           minutes circulated
diary:meeting-detail          lead           meeting next
diary:meeting-detail          manager        meeting next
diary:meeting-detail          lead           meeting open
diary:meeting-detail          lead           meeting cancelled
diary:meeting-detail          finance        meeting table
diary:meeting-move            lead           meeting next
diary:meeting-move            lead           meeting open
diary:meeting-cancel          lead           meeting next
diary:meeting-invite          lead           meeting next
diary:attendance              lead           meeting next
diary:attendance              lead           meeting held
diary:attendance              finance        meeting table
diary:item-new                lead           meeting next
diary:item-change             lead           item plan
diary:item-reports            finance        item round
diary:paper-new               lead           item plan
diary:calendar                lead           -
diary:calendar                manager        -
"""

EMPTY = """
meetings:action-list          finance        -
decisions:decision-list       finance        -
decisions:open-list           finance        -
decisions:representative-list  finance       -
diary:meeting-list            finance        -
newsletters:audience-list     finance        -
newsletters:newsletter-list   finance        -
events:event-list             finance        -
events:matrix                 finance        -
posts:post-list               finance        -
"""

WRONG = """
minutes:read                  lead           -
meetings:action-new           manager        -              due_typed=45March
meetings:action-change        lead           action changed
decisions:decision-new        lead           -
decisions:answer-new          lead           asked DacCom
decisions:telling-send        finance        telling late
diary:body-new                lead           -
checks:agreed-new             lead           group DacCom        days=400
checks:agreed-change          lead           agreed DacCom       days=400
meetings:action-check         manager        action check
newsletters:audience-new      lead           -
newsletters:member-new        lead           audience managers
companies:company-new         lead           group DacCom
companies:company-bind        lead           company commissions
support:contact-new           lead           practice Fernville
support:contact-outcome       lead           contact Fernville
events:event-new              lead           -
posts:post-new                finance        -
posts:post-fill               finance        post vacant
posts:post-abolish            finance        post held
diary:interest-withdraw       lead           interest STAHDOC
companies:binding-withdraw    lead           binding Fernville
posts:tenure-withdraw         finance        tenure held
diary:interest-new            lead           body executive
diary:item-exclusions         lead           item urgent
diary:seat-new                lead           body executive
diary:body-make-up            lead           body executive  least-NURSE=5 most-NURSE=2
diary:series-new              lead           body executive  starts=14:00 ends=13:00
diary:meeting-new             lead           body executive
diary:meeting-move            lead           meeting next
diary:meeting-cancel          lead           meeting next
diary:item-new                lead           meeting next
diary:paper-new               lead           item plan
"""
