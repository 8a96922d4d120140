-- Every delivery of an S3 data event, as a person reads it; an event delivered twice is here twice.
SELECT
  -- A timestamp with time zone cannot be stored in a view's columns: the cast keeps the wall clock.
  CAST(moment AT TIME ZONE '{{timeZone}}' AS timestamp) AS event_time,
  CAST(moment AT TIME ZONE 'UTC' AS timestamp) AS event_time_utc,
  coalesce(
    CASE
      WHEN actor_type IN ('anonymous', 'root') THEN actor_type
      WHEN actor_type = 'iam_user' THEN coalesce(user_name, element_at(split(arn, '/'), -1))
      WHEN actor_type = 'aws_service' THEN invoked_by
      WHEN actor_type = 'aws_account' THEN account || coalesce('/' || session_name, '')
      WHEN actor_type = 'identity_center_user' THEN coalesce(role_session, user_name, behalf_of)
      WHEN actor_type = 'assumed_role' THEN coalesce(role_and_session, issuer || coalesce('/' || session_name, ''))
      WHEN actor_type = 'federated_user' THEN coalesce(federated_name, session_name)
    END,
    user_name,
    arn,
    principal,
    account,
    invoked_by,
    'unknown'
  ) AS actor,
  actor_type,
  CASE
    WHEN eventname IN ({{eventsOf.upload}}) THEN 'upload'
    WHEN eventname IN ({{eventsOf.copy}}) THEN 'copy'
    WHEN eventname IN ({{eventsOf.delete}}) THEN 'delete'
    WHEN eventname IN ({{eventsOf.read}}) THEN 'read'
    WHEN eventname IN ({{eventsOf.list}}) THEN 'list'
    WHEN eventname IN ({{eventsOf.restore}}) THEN 'restore'
    WHEN eventname IN ({{eventsOf.permission}}) THEN 'permission'
    WHEN eventname IN ({{eventsOf.tag}}) THEN 'tag'
    WHEN eventname IN ({{eventsOf.lock}}) THEN 'lock'
    ELSE 'other'
  END AS action,
  eventname AS event_name,
  coalesce(requested_bucket, split_part(coalesce(object_path, bucket_path), '/', 1), '') AS bucket,
  -- An operation on the bucket (HeadBucket, ListObjects, a DeleteObjects batch) has an empty key.
  coalesce(
    requested_key,
    CASE WHEN strpos(object_path, '/') > 0 THEN substr(object_path, strpos(object_path, '/') + 1) END,
    ''
  ) AS object_key,
  version_id,
  bytes_in,
  bytes_out,
  source_ip,
  user_agent,
  error_code,
  CASE
    WHEN error_code IS NULL THEN 'ok'
    WHEN error_code IN ({{deniedErrorCodes}}) THEN 'denied'
    ELSE 'failed'
  END AS outcome,
  account_id,
  region,
  day,
  event_id,
  request_id,
  event_type,
  arn AS actor_arn,
  CASE WHEN actor_type <> 'anonymous' THEN account END AS actor_account,
  issuer AS session_issuer,
  coalesce(role_session, session_name) AS session_name,
  behalf_of AS on_behalf_of,
  mfa,
  from_console,
  -- The header is encoded as in a URL; where it is no such text it stays as it is. Bytes that are no UTF-8 are
  -- chr(65533) to Trino, and an error to DuckDB: whoever asks for a copy must not be able to end every answer.
  CASE
    WHEN regexp_like(source_path, '%([^0-9A-Fa-f]|.[^0-9A-Fa-f]|.?$)') THEN source_path
    WHEN strpos(try(url_decode(replace(source_path, '+', '%20'))), chr(65533)) = 0
      THEN try(url_decode(replace(source_path, '+', '%20')))
    ELSE source_path
  END AS copied_from,
  CASE WHEN customer_key THEN 'SSE-C' ELSE encryption END AS encryption,
  kms_key,
  request_parameters
FROM (
  SELECT
    *,
    CASE
      WHEN identity_type IN ('AWSAccount', 'Anonymous') AND lower(coalesce(account, principal, 'anonymous')) LIKE 'anonymous%'
        THEN 'anonymous'
      WHEN identity_type = 'AssumedRole' AND role_and_session LIKE 'AWSReservedSSO%' THEN 'identity_center_user'
      WHEN identity_type = 'IdentityCenterUser' THEN 'identity_center_user'
      WHEN identity_type = 'IAMUser' THEN 'iam_user'
      WHEN identity_type = 'AssumedRole' THEN 'assumed_role'
      WHEN identity_type = 'Role' THEN 'assumed_role'
      WHEN identity_type = 'Root' THEN 'root'
      WHEN identity_type = 'FederatedUser' THEN 'federated_user'
      WHEN identity_type = 'SAMLUser' THEN 'saml_user'
      WHEN identity_type = 'WebIdentityUser' THEN 'web_identity_user'
      WHEN identity_type = 'AWSService' THEN 'aws_service'
      WHEN identity_type = 'AWSAccount' THEN 'aws_account'
      WHEN identity_type = 'Directory' THEN 'directory'
      ELSE 'unknown'
    END AS actor_type,
    nullif(split_part(role_and_session, '/', 2), '') AS role_session,
    -- The order of resources is not promised: their type tells the object from its bucket.
    CASE 'AWS::S3::Object'
      WHEN resource_1.type THEN substr(resource_1.arn, strpos(resource_1.arn, ':::') + 3)
      WHEN resource_2.type THEN substr(resource_2.arn, strpos(resource_2.arn, ':::') + 3)
    END AS object_path,
    CASE 'AWS::S3::Bucket'
      WHEN resource_1.type THEN substr(resource_1.arn, strpos(resource_1.arn, ':::') + 3)
      WHEN resource_2.type THEN substr(resource_2.arn, strpos(resource_2.arn, ':::') + 3)
    END AS bucket_path,
    split_part(
      CASE WHEN copy_source LIKE '/%' THEN substr(copy_source, 2) ELSE copy_source END, '?versionId=', 1
    ) AS source_path,
    customer_algorithm IS NOT NULL OR encryption_applied = 'SSE_C' AS customer_key
  FROM (
    SELECT
      -- One unreadable time or number must not cost the whole answer: it becomes NULL.
      try(from_iso8601_timestamp(eventtime)) AS moment,
      eventname,
      useridentity.type AS identity_type,
      nullif(useridentity.username, '') AS user_name,
      nullif(useridentity.arn, '') AS arn,
      nullif(useridentity.principalid, '') AS principal,
      nullif(useridentity.accountid, '') AS account,
      nullif(useridentity.invokedby, '') AS invoked_by,
      nullif(useridentity.onbehalfof.userid, '') AS behalf_of,
      coalesce(
        nullif(useridentity.sessioncontext.sessionissuer.username, ''),
        nullif(useridentity.sessioncontext.sessionissuer.arn, '')
      ) AS issuer,
      nullif(useridentity.sessioncontext.attributes.mfaauthenticated, '') AS mfa,
      nullif(sessioncredentialfromconsole, '') AS from_console,
      nullif(split_part(useridentity.principalid, ':', 2), '') AS session_name,
      nullif(split_part(useridentity.arn, ':assumed-role/', 2), '') AS role_and_session,
      nullif(split_part(useridentity.arn, ':federated-user/', 2), '') AS federated_name,
      json_extract_scalar(requestparameters, '$.bucketName') AS requested_bucket,
      json_extract_scalar(requestparameters, '$.key') AS requested_key,
      coalesce(
        json_extract_scalar(requestparameters, '$.versionId'),
        json_extract_scalar(responseelements, '$["x-amz-version-id"]')
      ) AS version_id,
      element_at(resources, 1) AS resource_1,
      element_at(resources, 2) AS resource_2,
      -- Written as 25701.0 by some services.
      try_cast(try_cast(json_extract_scalar(additionaleventdata, '$.bytesTransferredIn') AS double) AS bigint) AS bytes_in,
      try_cast(try_cast(json_extract_scalar(additionaleventdata, '$.bytesTransferredOut') AS double) AS bigint) AS bytes_out,
      CASE
        WHEN eventname IN ({{eventsOf.copy}}) THEN json_extract_scalar(requestparameters, '$["x-amz-copy-source"]')
      END AS copy_source,
      json_extract_scalar(requestparameters, '$["x-amz-server-side-encryption-customer-algorithm"]') AS customer_algorithm,
      json_extract_scalar(additionaleventdata, '$.SSEApplied') AS encryption_applied,
      coalesce(
        json_extract_scalar(responseelements, '$["x-amz-server-side-encryption"]'),
        json_extract_scalar(requestparameters, '$["x-amz-server-side-encryption"]')
      ) AS encryption,
      coalesce(
        json_extract_scalar(responseelements, '$["x-amz-server-side-encryption-aws-kms-key-id"]'),
        json_extract_scalar(requestparameters, '$["x-amz-server-side-encryption-aws-kms-key-id"]')
      ) AS kms_key,
      CAST(requestparameters AS varchar) AS request_parameters,
      sourceipaddress AS source_ip,
      useragent AS user_agent,
      nullif(errorcode, '') AS error_code,
      recipientaccountid AS account_id,
      region,
      day,
      nullif(eventid, '') AS event_id,
      requestid AS request_id,
      eventtype AS event_type
    FROM {{table}}
    WHERE {{isDataEvent}}
  ) AS record
) AS identified
