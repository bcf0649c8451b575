"""The invented practices of each locality: code, name, town and patients."""

DACORUM = """
E82501|Alder Green Surgery|Hemel Hempstead|9840
E82502|Bulbourne Health Centre|Berkhamsted|8655
E82503|Chilterns Edge Practice|Tring|6120
E82504|Dacre Street Surgery|Hemel Hempstead|7290
E82505|Field End Medical Practice|Hemel Hempstead|5210
E82506|Gade Bridge Surgery|Hemel Hempstead|10985
E82507|Hazel Copse Surgery|Kings Langley|4370
E82508|Icknield Way Practice|Tring|8245
E82509|Jubilee Walk Surgery|Hemel Hempstead|6905
E82510|Kiln Ground Medical Centre|Bovingdon|5580
E82511|Lockers Mead Surgery|Hemel Hempstead|7715
E82512|Maltings Yard Practice|Berkhamsted|11430
E82513|Northend Lane Surgery|Hemel Hempstead|6340
E82514|Orchard Rise Practice|Hemel Hempstead|8020
E82515|Pipers Hill Surgery|Markyate|3985
E82516|Queensgate Medical Practice|Hemel Hempstead|9470
E82517|Ridgeway Cottage Surgery|Kings Langley|5125
E82518|Saddlers Walk Surgery|Hemel Hempstead|7560
E82519|Three Elms Practice|Berkhamsted|6855
"""
WATFORD = """
E82521|Almshouse Lane Surgery|Watford|8120
E82522|Barley Field Medical Centre|Watford|9245
E82523|Canal Side Practice|Croxley Green|6410
E82524|Croft Meadow Surgery|Abbots Langley|7385
E82525|Ebury Row Practice|Rickmansworth|10260
E82526|Foundry Reach Surgery|Watford|5890
E82527|Garston Vale Surgery|Watford|7740
E82528|Harebell House Practice|Abbots Langley|6635
E82529|Ironbridge Road Surgery|Watford|8810
E82530|Junction Street Practice|Watford|11275
E82531|Knoll View Surgery|South Oxhey|5340
E82532|Lavender Court Surgery|Rickmansworth|7065
E82533|Moor Edge Practice|Rickmansworth|6780
E82534|Newmill Health Centre|Croxley Green|9915
E82535|Oakapple Surgery|South Oxhey|4860
E82536|Paddock Close Practice|Watford|8305
E82537|Quince Tree Surgery|Abbots Langley|5975
E82538|River Chess Practice|Rickmansworth|12480
E82539|Semaphore Row Surgery|Watford|7120
E82540|Tudor Row Medical Centre|Watford|9030
E82541|Upper Weir Surgery|Croxley Green|6245
E82542|Vicarage Mead Practice|South Oxhey|5510
E82543|Whippendell Rise Surgery|Watford|8575
"""
HERTSMERE = """
E82551|Aldenham Gate Surgery|Radlett|9320
E82552|Brickfield Lane Practice|Borehamwood|11205
E82553|Cranborne Hill Surgery|Potters Bar|8740
E82554|Darkes Meadow Surgery|Potters Bar|10115
E82555|Elm Passage Practice|Bushey|7860
E82556|Furzehill Green Surgery|Borehamwood|9675
E82557|Grange Corner Practice|Bushey|8430
E82558|High Barn Surgery|Shenley|6950
E82559|Ivy Bridge Surgery|Elstree|8215
E82560|Lower Pond Surgery|Borehamwood|11490
"""
ST_ALBANS = """
E82561|Abbey Orchard Surgery|St Albans|11840
E82562|Bernards Lea Practice|St Albans|9275
E82563|Clarence Field Surgery|St Albans|13120
E82564|Cunningham Rise Surgery|St Albans|7690
E82565|Fleetville Yard Practice|St Albans|8845
E82566|Heartwood Surgery|Harpenden|12360
E82567|London Road Steps Practice|St Albans|6215
E82568|Marford Lane Surgery|Wheathampstead|9930
E82569|Nomansland Practice|Wheathampstead|5480
E82570|Rothamsted Edge Surgery|Harpenden|14075
E82571|Sopwell Mill Surgery|St Albans|8160
E82572|Verulam Gate Practice|St Albans|10590
E82573|Watling Meadow Surgery|Redbourn|5935
"""
CHESHUNT = """
E82401|Albury Ride Surgery|Cheshunt|8420
E82402|Brookfield Pond Practice|Cheshunt|11265
E82403|Cadmore Row Surgery|Cheshunt|7380
E82404|Goffs Meadow Practice|Cheshunt|9140
E82405|Holdbrook Quay Surgery|Waltham Cross|6875
E82406|Lieutenant Ellis Practice|Cheshunt|5960
E82407|Old Pond Corner Surgery|Cheshunt|10330
E82408|Rosedale Brook Surgery|Cheshunt|7715
E82409|Theobalds Field Practice|Waltham Cross|8605
E82410|Turnford Lock Surgery|Turnford|5775
"""
HODDESDON = """
E82411|Amwell Hoop Surgery|Hoddesdon|9410
E82412|Balls Wood Practice|Hertford|10885
E82413|Conduit Yard Surgery|Hoddesdon|7260
E82414|Dobbs Weir Practice|Hoddesdon|6395
E82415|Folly Island Surgery|Hertford|11750
E82416|Great Eastern Practice|Ware|8940
E82417|Hartham Side Surgery|Hertford|9580
E82418|Lea Barge Practice|Ware|7825
E82419|Maltmakers Row Surgery|Ware|8270
E82420|New River Head Practice|Broxbourne|9665
E82421|Pindar Chase Surgery|Hoddesdon|5640
E82422|Rye House Lane Surgery|Hoddesdon|6980
E82423|Sele Copse Practice|Hertford|7400
"""
NORTH_HERTS = """
E82431|Baldock Gate Surgery|Baldock|9730
E82432|Bearton Rise Practice|Hitchin|11210
E82433|Garden Square Surgery|Letchworth|12485
E82434|Hermitage Walk Practice|Hitchin|8655
E82435|Icknield Crossing Surgery|Letchworth|7940
E82436|Knebworth Common Surgery|Knebworth|8315
E82437|Lavender Field Practice|Hitchin|9070
E82438|Norton Way Corner Surgery|Letchworth|6880
E82439|Oughton Head Practice|Hitchin|7525
E82440|Purwell Mill Surgery|Hitchin|6190
E82441|Wilbury Spring Practice|Letchworth|8960
"""
STEVENAGE = """
E82451|Bedwell Crescent Practice|Stevenage|12640
E82452|Chells Green Surgery|Stevenage|14215
E82453|Fairlands Lake Practice|Stevenage|11870
E82454|Pin Green Copse Surgery|Stevenage|13350
E82455|Shephall View Practice|Stevenage|10445
E82456|Six Hills Yard Surgery|Stevenage|15180
"""
TEXTS = {
    "DAC": DACORUM,
    "WAT": WATFORD,
    "STA": ST_ALBANS,
    "HER": HERTSMERE,
    "SES": CHESHUNT,
    "SEW": HODDESDON,
    "NOR": NORTH_HERTS,
    "STV": STEVENAGE,
}
