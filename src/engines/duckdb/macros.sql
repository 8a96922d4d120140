-- Trino's functions that DuckDB lacks or means otherwise, so that the text saved in Athena runs here as it is.
-- regexp_extract is not among them: a macro of that name would end the skipping of files by day.

CREATE OR REPLACE MACRO from_iso8601_timestamp(text) AS CAST(text AS timestamp with time zone);

-- AT TIME ZONE: in UTC the wall clock is the moment itself, which DuckDB would look up in a calendar all the same.
CREATE OR REPLACE MACRO timezone(zone, moment) AS
  CASE WHEN zone = 'UTC' THEN make_timestamp(epoch_us(moment)) ELSE system.main.timezone(zone, moment) END;

-- A name with a hyphen is $["a-b"] to Trino, which refuses $.a-b, and $."a-b" to DuckDB.
CREATE OR REPLACE MACRO duckdb_json_path(path) AS replace(replace(path, '["', '."'), '"]', '"');

-- On an object or an array Trino gives NULL, and DuckDB its text.
CREATE OR REPLACE MACRO json_extract_scalar(document, path) AS
  CASE
    WHEN json_type(document, duckdb_json_path(path)) IN ('OBJECT', 'ARRAY') THEN NULL
    ELSE json_extract_string(document, duckdb_json_path(path))
  END;

CREATE OR REPLACE MACRO element_at(list, index) AS list_extract(list, index);

-- With a limit, the last part is all that is left of the text.
CREATE OR REPLACE MACRO split
  (text, delimiter) AS string_split(text, delimiter),
  (text, delimiter, parts) AS
    CASE
      WHEN len(string_split(text, delimiter)) <= parts THEN string_split(text, delimiter)
      ELSE list_append(
        string_split(text, delimiter)[:parts - 1],
        array_to_string(string_split(text, delimiter)[parts:], delimiter)
      )
    END;

-- Behind the last part Trino gives NULL, and DuckDB an empty text.
CREATE OR REPLACE MACRO split_part(text, delimiter, index) AS string_split(text, delimiter)[index];

CREATE OR REPLACE MACRO date_format(moment, format) AS strftime(moment, format);

CREATE OR REPLACE MACRO day_of_week(moment) AS isodow(moment);

CREATE OR REPLACE MACRO regexp_like(text, pattern) AS regexp_matches(text, pattern);

CREATE OR REPLACE MACRO sequence(start, stop, step) AS generate_series(start, stop, step);

-- Where the condition is unknown for every row, Trino gives 0, and DuckDB NULL.
CREATE OR REPLACE MACRO count_if(condition) AS count(CASE WHEN condition THEN 1 END);
