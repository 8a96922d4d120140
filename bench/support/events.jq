# What jq needs to give the rows that s3-audit gives of the benchmark's logs.

def known: if . == "" then null else . end;
def after($mark): if . == null then null else split($mark)[1] | known end;

def actorType:
  .userIdentity
  | if (.type == "AWSAccount" or .type == "Anonymous")
      and (.accountId // .principalId // "anonymous" | ascii_downcase | startswith("anonymous")) then "anonymous"
    elif .type == "IdentityCenterUser"
      or (.type == "AssumedRole" and (.arn | after(":assumed-role/") // "" | startswith("AWSReservedSSO")))
      then "identity_center_user"
    else .type end;

def actor:
  actorType as $type
  | .userIdentity
  | (.arn | after(":assumed-role/")) as $role
  | (.principalId | after(":")) as $session
  | if $type == "anonymous" then "anonymous"
    elif $type == "Root" then "root"
    elif $type == "IAMUser" then (.userName | known) // (.arn // "" | split("/")[-1])
    elif $type == "AWSService" then .invokedBy
    elif $type == "AWSAccount" then .accountId + (if $session == null then "" else "/" + $session end)
    elif $type == "identity_center_user" then ($role // "" | split("/")[1]) // .userName // .onBehalfOf.userId
    elif $type == "AssumedRole" then $role
    elif $type == "FederatedUser" then (.arn | after(":federated-user/")) // $session
    else null end
  | . // "unknown";

def denied: [
  "AccessDenied", "AccountProblem", "AllAccessDisabled", "ExpiredToken", "InvalidAccessKeyId", "InvalidPayer",
  "InvalidSecurity", "InvalidToken", "NotSignedUp", "RequestTimeTooSkewed", "SignatureDoesNotMatch", "UnauthorizedAccess"
];
def outcome:
  (.errorCode // "") as $code
  | if $code == "" then "ok" elif denied | index($code) then "denied" else "failed" end;

def place($type): first(.resources[]? | select(.type == $type) | .ARN // "" | split(":::")[1]) // null;
def bucket:
  .requestParameters.bucketName
  // ((place("AWS::S3::Object") // place("AWS::S3::Bucket") // "") | split("/")[0])
  // "";
def key:
  .requestParameters.key
  // ((place("AWS::S3::Object") // "") | if contains("/") then .[index("/") + 1:] else "" end);

def events: .Records[] | select(.eventSource == "s3.amazonaws.com" and .eventCategory == "Data");

# A batch of deletions is told by its keys, unless it was refused.
def writes: events | select(
  (.eventName
    | IN(
        "PutObject", "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload", "CopyObject", "UploadPartCopy",
        "DeleteObject", "RestoreObject", "PutObjectAcl", "PutObjectTagging", "DeleteObjectTagging", "PutObjectRetention",
        "PutObjectLegalHold", "AbortMultipartUpload", "UpdateObjectEncryption"
      ))
  or (.eventName == "DeleteObjects" and outcome != "ok")
);

def kind:
  .eventName
  | if IN("PutObject", "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload", "CopyObject", "UploadPartCopy")
      then "upload"
    elif . == "DeleteObject" then "delete"
    else "change" end;
