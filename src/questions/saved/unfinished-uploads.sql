-- title: Multipart uploads that were never finished
-- titleJa: 未完了のマルチパートアップロード
-- answers: Multipart uploads that were started in the window and neither completed nor aborted in it, by object.
-- when: You pay for the storage of their parts, although no object is visible.
-- window: 30 days
-- limit: 200
-- column bucket
-- column object_key
-- column actor
-- column begun: uploads started
-- column completed: uploads completed
-- column aborted: uploads aborted
-- column parts: parts that were sent
-- column bytes_in: bytes of these parts
-- column last_begun: when the last one was started
SELECT
  bucket,
  object_key,
  actor,
  count_if(event_name = 'CreateMultipartUpload') AS begun,
  count_if(event_name = 'CompleteMultipartUpload') AS completed,
  count_if(event_name = 'AbortMultipartUpload') AS aborted,
  count_if(event_name = 'UploadPart') AS parts,
  CAST(sum(CASE WHEN event_name = 'UploadPart' THEN coalesce(bytes_in, 0) ELSE 0 END) AS bigint) AS bytes_in,
  max(CASE WHEN event_name = 'CreateMultipartUpload' THEN event_time END) AS last_begun
FROM (
  {{#eventsInWindow}}
  AND event_name IN ('CreateMultipartUpload', 'UploadPart', 'CompleteMultipartUpload', 'AbortMultipartUpload')
  AND outcome = 'ok'
  {{/eventsInWindow}}
) AS events
GROUP BY 1, 2, 3
HAVING count_if(event_name = 'CreateMultipartUpload')
  > count_if(event_name IN ('CompleteMultipartUpload', 'AbortMultipartUpload'))
ORDER BY 9 DESC, 1, 2, 3
LIMIT {{limit}}
