"""Starts moto's server on a free loopback port and stops it when standard input ends.

Prints one line on standard output, the server's address. The classes below add what the Terraform provider needs
and moto lacks; each says how one sees that it is missing. Whatever moto learns by itself can be deleted here.
"""

import json
import sys
import threading
import uuid

from moto.athena.models import AthenaBackend, PreparedStatement, athena_backends
from moto.athena.responses import AthenaResponse
from moto.cloudtrail.models import CloudTrailBackend
from moto.cloudtrail.responses import CloudTrailResponse
from moto.core.exceptions import JsonRESTError
from moto.iam.access_control import IAMPolicy
from moto.s3.models import FakeBucket, s3_backends
from moto.server import ThreadedMotoServer

import athena_on_trino


def adds_to(target):
    """Puts the functions of the class below it into one of moto's classes, in place of any of the same name."""

    def put(additions):
        for name, value in vars(additions).items():
            if callable(value):
                setattr(target, name, value)
        return additions

    return put


moto_get_permission = FakeBucket.get_permission


@adds_to(FakeBucket)
class BucketAdditions:
    def get_permission(self, action, resource):
        # moto applies a denial whatever its condition, so that a bucket that demands TLS refuses every reader.
        # There is no TLS on the loopback: requests count as if they had come over it.
        if self.policy is None:
            return moto_get_permission(self, action, resource)
        policy = json.loads(self.policy)
        policy["Statement"] = [it for it in listed(policy["Statement"]) if not denies_plain_http(it)]
        return IAMPolicy(json.dumps(policy)).is_action_permitted(action, resource)


def denies_plain_http(statement):
    condition = {"Bool": {"aws:SecureTransport": "false"}}
    return statement["Effect"] == "Deny" and statement.get("Condition") == condition


moto_create_trail = CloudTrailBackend.create_trail


@adds_to(CloudTrailBackend)
class TrailAdditions:
    def delete_trail(self, name):
        # moto looks up the name alone and forgives what it does not find; the provider sends the ARN, so that the
        # trail would outlive `terraform destroy`.
        del self.trails[self.get_trail(name).trail_name]

    def create_trail(self, name, bucket_name, s3_key_prefix, *rest, **more):
        # CloudTrail tries the bucket on creation and the provider does not try again: a trail that does not wait
        # for its bucket's policy fails on AWS, and has to fail here.
        trail = moto_create_trail(self, name, bucket_name, s3_key_prefix, *rest, **more)
        folder = "/".join(filter(None, [bucket_name, s3_key_prefix, "AWSLogs", self.account_id, "*"]))
        needed = {("s3:GetBucketAcl", bucket_name), ("s3:PutObject", folder)}
        if missing := needed - allowed_to_trail(self.account_id, trail.partition, bucket_name, trail.arn):
            del self.trails[name]
            raise InsufficientS3BucketPolicy(bucket_name, missing)
        return trail


moto_describe_trails = CloudTrailResponse.describe_trails


@adds_to(CloudTrailResponse)
class TrailResponseAdditions:
    def describe_trails(self):
        # moto answers with all trails, whichever are asked for; the provider wants one and gives up on two.
        trails = json.loads(moto_describe_trails(self))["trailList"]
        wanted = self._get_param("trailNameList") or [trail["Name"] for trail in trails]
        return json.dumps(
            {"trailList": [trail for trail in trails if {trail["Name"], trail["TrailARN"]} & set(wanted)]}
        )


class InsufficientS3BucketPolicy(JsonRESTError):
    def __init__(self, bucket_name, missing):
        lacks = ", ".join(f"{action} on {resource}" for action, resource in sorted(missing))
        super().__init__(
            "InsufficientS3BucketPolicyException",
            f"Incorrect S3 bucket policy is detected for bucket: {bucket_name} (it does not allow {lacks})",
        )


def allowed_to_trail(account_id, partition, bucket_name, trail_arn):
    """What a bucket's policy lets CloudTrail do for this trail: (action, bucket or bucket/key pattern)."""
    policy = s3_backends[account_id][partition].get_bucket(bucket_name).policy
    statements = json.loads(policy)["Statement"] if policy else []
    return {
        (statement["Action"], resource.split(":::")[1])
        for statement in statements
        if statement["Effect"] == "Allow"
        and statement["Principal"] == {"Service": "cloudtrail.amazonaws.com"}
        and source_arn(statement) in (None, trail_arn)
        for resource in listed(statement["Resource"])
    }


def source_arn(statement):
    return statement.get("Condition", {}).get("StringEquals", {}).get("aws:SourceArn")


def listed(one_or_many):
    return one_or_many if isinstance(one_or_many, list) else [one_or_many]


@adds_to(AthenaBackend)
class AthenaBackendAdditions:
    # moto keeps prepared statements by name for the whole Region; on AWS a name belongs to its workgroup.

    def create_prepared_statement(self, statement_name, workgroup, query_statement, description):
        self.prepared_statements[(workgroup, statement_name)] = PreparedStatement(
            statement_name, workgroup, query_statement, description
        )

    def get_prepared_statement(self, statement_name, work_group):
        if (work_group, statement_name) not in self.prepared_statements:
            raise JsonRESTError("ResourceNotFoundException", f"PreparedStatement {statement_name} was not found")
        return self.prepared_statements[(work_group, statement_name)]


def athena(response):
    return athena_backends[response.current_account][response.region]


moto_create_named_query = AthenaResponse.create_named_query
moto_get_named_query = AthenaResponse.get_named_query
making_named_query = threading.Lock()


@adds_to(AthenaResponse)
class AthenaAdditions:
    def list_tags_for_resource(self):
        # moto answers "does not exist" for a workgroup without tags, and the provider gives up creating it.
        return json.dumps(
            {"Tags": athena(self).tagger.list_tags_for_resource(self._get_param("ResourceARN"))["Tags"]}
        )

    def update_work_group(self):
        # Not in moto. `ConfigurationUpdates` is merged, a `Remove...` member takes its counterpart away.
        workgroup = athena(self).work_groups[self._get_param("WorkGroup")]
        workgroup.state = self._get_param("State") or workgroup.state
        workgroup.description = self._get_param("Description") or workgroup.description
        updates = self._get_param("ConfigurationUpdates") or {}
        result_updates = updates.pop("ResultConfigurationUpdates", {})
        merge(workgroup.configuration, updates)
        merge(workgroup.configuration.setdefault("ResultConfiguration", {}), result_updates)
        return "{}"

    def create_named_query(self):
        # moto does not know a request that an SDK sends again because its answer was lost, and would keep two queries.
        # On AWS one token makes one (Athena API reference, CreateNamedQuery).
        with making_named_query:
            made = vars(athena(self)).setdefault("made_by_token", {})
            token = self._get_param("ClientRequestToken") or str(uuid.uuid4())
            if token not in made:
                made[token] = moto_create_named_query(self)
            return made[token]

    def get_named_query(self):
        # moto fails with a stack trace and status 500, which the SDKs try again for minutes.
        if self._get_param("NamedQueryId") not in athena(self).named_queries:
            raise JsonRESTError(
                "InvalidRequestException", f"NamedQuery {self._get_param('NamedQueryId')} was not found"
            )
        return moto_get_named_query(self)

    def delete_named_query(self):
        # Not in moto; without it `terraform destroy` tries for ever.
        athena(self).named_queries.pop(self._get_param("NamedQueryId"), None)
        return "{}"

    def list_prepared_statements(self):
        # Not in moto; the tests ask it what is left after `terraform destroy`.
        statements = athena(self).prepared_statements
        return json.dumps(
            {
                "PreparedStatements": [
                    {"StatementName": name}
                    for workgroup, name in statements
                    if workgroup == self._get_param("WorkGroup")
                ]
            }
        )

    def update_prepared_statement(self):
        # Not in moto; a changed question is an update in place.
        statement = athena(self).get_prepared_statement(
            self._get_param("StatementName"), self._get_param("WorkGroup")
        )
        # the provider leaves out what does not change
        statement.query_statement = self._get_param("QueryStatement") or statement.query_statement
        statement.description = self._get_param("Description") or statement.description
        return "{}"

    def delete_prepared_statement(self):
        # Not in moto; without it `terraform destroy` tries for ever.
        athena(self).prepared_statements.pop(
            (self._get_param("WorkGroup"), self._get_param("StatementName")), None
        )
        return "{}"


adds_to(AthenaResponse)(athena_on_trino.additions_to(AthenaResponse))


def merge(configuration, updates):
    for name, value in updates.items():
        if name.startswith("Remove"):
            if value:
                configuration.pop(name.removeprefix("Remove"), None)
        else:
            configuration[name] = value


def main():
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    print(f"http://{host}:{port}", flush=True)
    # The tests hold the other end of this pipe: however they end, the server ends with them. Each line they write is
    # the address of a Trino, which can start only when there is an emulator, and is answered by the same line.
    for line in sys.stdin:
        athena_on_trino.Trino.url = line.strip() or None
        print(line.strip(), flush=True)
    server.stop()


if __name__ == "__main__":
    main()
