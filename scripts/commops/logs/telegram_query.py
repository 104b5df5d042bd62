"""The query that turns an array of Telegram messages into canonical columns; ``telegram_table`` runs it.

It says in SQL what ``telegram_messages`` says of one message: whoever changes one changes both, and a test holds them
equal on any messages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from commops.logs.canonical import ASKS, ASKS_AT_END, EARLIEST, LATEST, LINK
from commops.logs.engine import literal
from commops.logs.telegram_fields import Message
from commops.logs.telegram_messages import ACTIONS, MEDIA_TYPES, MIME, MOST_REACTIONS, OTHER_MEDIA, PERSON, WHOLE

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_MESSAGE = 2 << 20
"""Bytes; twice as much is what is parsed at a time."""
MOST_MESSAGES = 100_000
"""Of one array no more are read, so that memory stays bounded whatever stands in it."""
TYPED = ("text",)
"""Fields of which a string has to be told from other values: these come as JSON, the others as text."""
_FIELDS = tuple(field.encode_name for field in msgspec.structs.fields(Message))
_NAMES = ", ".join(f'"{name}"' for name in _FIELDS)


def query(path: str) -> str:
    """One row per item of the array at ``path``, in its order, with the columns that hang neither on the chat nor on
    the text alone, and:

    ``bearer`` (raw id, space, display name), ``text``, ``seen_s`` (the latest time that the message names) and ``odd``,
    which is null for usual messages; of the others it has the value of every field, and nothing else of them is of use.
    ``media`` knows of links that are marked as such, not of those in plain text. Takes ``$prefix``.
    """
    typed = ", ".join(f"\"{name}\": '{'JSON' if name in TYPED else 'VARCHAR'}'" for name in _FIELDS)
    options = f"format = 'array', maximum_object_size = {LONGEST_MESSAGE}, columns = {{{typed}}}"
    return f"""
    WITH raw AS (
      SELECT * REPLACE ({", ".join(f"CAST({name} AS VARCHAR) AS {name}" for name in TYPED)})
      FROM read_json({literal(path)}, {options}) LIMIT {MOST_MESSAGES + 1}
    ),
    told AS (
      SELECT *, type = 'message' AND action IS NULL AS said,
        type = 'service' AND action IS NOT NULL AND NOT starts_with(coalesce(members, ''), '[') AS notice,
        CASE WHEN action IS NULL THEN from_id ELSE actor_id END AS person,
        CASE WHEN action IS NULL THEN "from" ELSE actor END AS name,
        {_seconds("date_unixtime")} AS time_s,
        coalesce(text, '""') IN ('""', '[]') AS wordless,
        CASE WHEN said AND {_is_list("text")} THEN CAST(text AS JSON[]) END AS parts,
        CASE WHEN said AND {_is_list("reactions")} THEN
          list_transform({_every("reactions", "$[*].count")}, lambda one:
            CASE WHEN regexp_full_match(one, '[1-9][0-9]*') THEN TRY_CAST(one AS BIGINT) END) END AS counts,
        CASE WHEN said AND {_is_list("reactions")} THEN
          list_max(list_filter({_every("reactions", "$[*].recent[*].date")}, lambda one: {_is_string("one")})) END
          AS newest
      FROM raw
    ),
    worded AS (
      SELECT *,
        CASE WHEN said AND {_is_string("text")}
            THEN CASE WHEN contains(text, '\\') THEN json_extract_string(text, '$') ELSE {_bare("text")} END
          WHEN parts IS NOT NULL THEN array_to_string(list_transform(parts, lambda part:
            CASE WHEN json_type(part) = 'VARCHAR' THEN json_extract_string(part, '$')
              WHEN json_type(part, '$.text') = 'VARCHAR' THEN json_extract_string(part, '$.text') ELSE '' END), '')
          ELSE '' END AS words,
        CASE WHEN said THEN {_seconds("edited_unixtime")} END AS edited_s,
        CASE WHEN newest IS NOT NULL THEN
          time_s + CAST(epoch({_local(_bare("newest"))} - {_local("date")}) AS BIGINT) END AS reacted_s
      FROM told
    ),
    judged AS (
      SELECT *, coalesce(
        (said OR notice) AND {_is_id("id")} AND {_possible("time_s")} IS NOT NULL
        AND regexp_full_match(person, {literal(PERSON)}) AND name IS NOT NULL
        AND (text IS NULL OR {_is_string("text")} OR {_is_list("text")}) AND NOT (wordless AND poll IS NOT NULL)
        AND (reply_to_message_id IS NULL OR {_is_id("reply_to_message_id")})
        AND (edited_unixtime IS NULL OR edited_s IS NOT NULL)
        AND (reactions IS NULL OR {_is_list("reactions")}) AND (newest IS NULL OR reacted_s IS NOT NULL), false)
        AS usual
      FROM worded
    )
    SELECT
      {_own("id")} AS msg_id, time_s AS ts_s, CASE WHEN usual THEN concat(person, ' ', name) END AS bearer,
      CASE WHEN said THEN 'message' ELSE {_mapped("action", ACTIONS, "system")} END AS kind,
      CASE WHEN notice THEN 'other'
        WHEN photo IS NOT NULL THEN 'image'
        WHEN media_type IS NOT NULL THEN {_mapped("media_type", MEDIA_TYPES, "file")}
        WHEN file IS NOT NULL THEN {_mapped("split_part(mime_type, '/', 1)", MIME, "file")}
        WHEN wordless AND coalesce({", ".join(OTHER_MEDIA)}) IS NOT NULL THEN 'other'
        WHEN {_HAS_LINKS} THEN 'link'
        ELSE 'text' END AS media,
      CASE WHEN usual THEN words END AS text,
      CASE WHEN said AND reply_to_peer_id IS NULL THEN {_own("reply_to_message_id")} END AS reply_to,
      CAST(least(coalesce(list_sum(counts), 0), {MOST_REACTIONS}) AS INTEGER) AS n_reactions,
      CASE WHEN usual THEN greatest(time_s, {_possible("edited_s")}, {_possible("reacted_s")}) END AS seen_s,
      CASE WHEN NOT usual THEN [{_NAMES}] END AS odd
    FROM judged
    """  # noqa: S608 - fields and numbers of this module, and a path that went through literal()


_HAS_LINKS = (
    "list_has_any(list_transform(parts, lambda part: json_extract_string(part, '$.type')), ['link', 'text_link'])"
)
# The right side of an AND is worked out for every row, that of a CASE only where it counts. What is looked for at the
# end of a text takes the same time however long the text is.
FACTS = f"""
    SELECT length(text) AS length,
      CASE WHEN contains(text, '？') OR regexp_matches(text, {literal(ASKS_AT_END)}) THEN true
        WHEN contains(text, '?') THEN regexp_matches(text, {literal(ASKS)}) ELSE false END AS is_question,
      CASE WHEN contains(text, '://') OR contains(text, 'www.') THEN regexp_matches(text, {literal(LINK)})
        ELSE false END AS has_link,
      CAST('0x' || left(sha256($salt || text), 16) AS UBIGINT) AS text_hash
    FROM texts
"""  # noqa: S608 - expressions of this package that went through literal()
"""What is worked out of a text alone, a row each. In a chat every other text was said before."""


def _is_string(column: str) -> str:
    """Of JSON: whether it is a string."""
    return f"starts_with({column}, '\"')"


def _is_list(column: str) -> str:
    return f"starts_with({column}, '[')"


def _is_id(column: str) -> str:
    return f"regexp_full_match({column}, {literal(WHOLE)})"


def _bare(column: str) -> str:
    """Of JSON: a string without its quotation marks, when nothing in it is escaped."""
    return f"replace({column}, '\"', '')"


def _every(column: str, path: str) -> str:
    return f"CAST(json_extract({column}, '{path}') AS VARCHAR[])"


def _seconds(column: str) -> str:
    return f"CASE WHEN regexp_full_match({column}, '[0-9]{{9,10}}') THEN CAST({column} AS BIGINT) END"


def _possible(seconds: str) -> str:
    return f"CASE WHEN {seconds} >= {EARLIEST} AND {seconds} < {LATEST} THEN {seconds} END"


def _local(column: str) -> str:
    shape = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}"
    return f"CASE WHEN regexp_full_match({column}, '{shape}') THEN TRY_CAST({column} AS TIMESTAMP) END"


def _own(column: str) -> str:
    """An id as ``MessageReader`` marks it when a group became a supergroup."""
    return f"CASE WHEN $prefix = '' OR starts_with({column}, '-') THEN {column} ELSE $prefix || {column} END"


def _mapped(column: str, values: Mapping[str, str], otherwise: str) -> str:
    cases = " ".join(f"WHEN {literal(raw)} THEN {literal(value)}" for raw, value in values.items())
    return f"CASE {column} {cases} ELSE {literal(otherwise)} END"
