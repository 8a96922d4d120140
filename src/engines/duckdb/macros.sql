-- Trino's functions that DuckDB lacks or means otherwise, so that the text saved in Athena runs here as it is.
-- regexp_extract is not among them: a macro of that name would end the skipping of files by day.

CREATE OR REPLACE MACRO from_iso8601_timestamp(text) AS CAST(text AS timestamp with time zone);

-- On an object or an array Trino gives NULL, and DuckDB its text.
CREATE OR REPLACE MACRO json_extract_scalar(document, path) AS
  CASE
    WHEN left(json_extract(document, path), 1) IN ('{', '[') THEN NULL
    ELSE json_extract_string(json_extract(document, path), '$')
  END;

CREATE OR REPLACE MACRO element_at(list, index) AS list_extract(list, index);

CREATE OR REPLACE MACRO date_format(moment, format) AS strftime(moment, format);
