"""Tables that are not chats: sign-ups, sign-ins, rosters, group statistics, web analytics and results of posts.

One module of ``kinds/`` is one kind of table. What names people becomes keyed pseudonyms on reading and stays in
``.commops/warehouse/tables/``; a person there is one phone number, address or account, whatever sheet it stood in.
``TableStore.files(name)`` gives Parquet files of these stable shapes (days count from 1970-01-01):

``attendance``  one row per event and person
    event: string; person: string; registered: bool; day_n: int32, the day of registration, null if unknown;
    status: string, ``registered``, ``waitlisted`` or ``cancelled``, null for who came unregistered;
    attended: bool, null when no sheet of the event tells; source: string, the kinds of sheets it stood in, with ``+``.
``roster``      one row per channel and person
    channel: string; person: string; joined_n: int32 and left_n: int32, null if unknown; source: string.
``accounts``    the log authors that a person is
    person: string; account: string, as in the column ``author`` of the merged log; how: string, ``id`` when the sheet
    holds the account's id, ``name`` when only the name is the same (then the name fits one person and no other).

The rows of a kind as they were read are ``TableStore.rows(kind)``; ``values/`` turns what is not personal into changes
of the workspace.
"""
