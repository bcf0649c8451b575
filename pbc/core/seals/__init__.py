"""Seals over what was written down for good, by which a change of it is found (H01, ADR 18).

Every night the rows that came since are hashed, table by table, each seal over the one before it;
the heads of all go to where the database does not reach. Who changes a row, a seal or both later,
with whatever rights, is found by `check`, which names the first row that is not as it was.
"""
