package dev.sluice.controller.server.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.grpc.GrpcServer;
import dev.sluice.common.grpc.GrpcServerConfig;
import dev.sluice.common.lifecycle.ServerParts;
import dev.sluice.common.ops.Readiness;
import dev.sluice.common.testkit.NoWarnings;
import dev.sluice.controller.resources.push.UpdateLoop;
import dev.sluice.controller.store.Database;
import dev.sluice.controller.store.SampleUpstreams;
import dev.sluice.controller.store.report.AutoBlockRepository;
import dev.sluice.controller.testkit.Postgres;
import dev.sluice.report.v1.BackendReport;
import dev.sluice.report.v1.BlockReport;
import dev.sluice.report.v1.BlockedNetwork;
import dev.sluice.report.v1.ModelStates;
import dev.sluice.report.v1.PolicyReport;
import dev.sluice.report.v1.PolicySet;
import dev.sluice.report.v1.PolicyStatus;
import dev.sluice.report.v1.QuotaAnswer;
import dev.sluice.report.v1.QuotaCount;
import dev.sluice.report.v1.QuotaReport;
import dev.sluice.report.v1.ReportedModelState;
import dev.sluice.report.v1.Reporter;
import dev.sluice.report.v1.ReportsGrpc;
import dev.sluice.report.v1.RouteSecond;
import dev.sluice.report.v1.Usage;
import dev.sluice.report.v1.UsageAnswer;
import dev.sluice.report.v1.UsageReport;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A test that a report is counted once, however often and by whichever node it is sent. */
final class ReportsIT {
  private static final String SUBSCRIPTION = "00000000-0000-4000-8000-000000000001";
  private static final String KEY = "00000000-0000-4000-8000-000000000002";
  private static final String OTHER_KEY = "00000000-0000-4000-8000-000000000003";
  private static final String VERSION = "00000000-0000-4000-8000-000000000004";
  private static final String NOBODY = "00000000-0000-4000-8000-000000000009";
  private static final String ROWS =
      """
      insert into tenants (slug, name, kind) values ('bank', 'Bank', 'customer');
      insert into plans (product_id, name, tier, per_minute, burst)
        select id, 'any', 'free', 60, 10 from products where slug = 'ai';
      insert into subscriptions (id, tenant_id, publish_id, plan_id, requested_by, status)
        select '%s', t.id, d.id, p.id, 'somebody', 'active'
        from tenants t, product_publishes d join plans p on p.product_id = d.product_id
        where t.slug = 'bank' limit 1;
      insert into credentials (id, subscription_id, kind, prefix, secret_hash)
        select k::uuid, '%s', 'apikey', 'key_' || right(k, 1), sha256(k::bytea)
        from unnest(array['%s', '%s']) as k;
      """
          .formatted(SUBSCRIPTION, SUBSCRIPTION, KEY, OTHER_KEY);
  private static final String SUMS =
      "select credential_id, api_version_id, day, requests, denied, input_tokens, output_tokens, cost"
          + " from usage_daily order by 1, 2, 3";

  @RegisterExtension final Postgres postgres = Postgres.with(SampleUpstreams.UPSTREAMS);
  @RegisterExtension final NoWarnings warnings = new NoWarnings();

  private final ServerParts parts = new ServerParts();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ReportHandler desk = new ReportHandler(metrics);
  private final UUID writer = UUID.randomUUID();
  private final int today = Math.toIntExact(LocalDate.now(ZoneOffset.UTC).toEpochDay());
  private Database database;
  private ManagedChannel channel;

  @BeforeEach
  void start() {
    database =
        parts.add(
            "database", Database.open(postgres.config(), Optional.of(SampleUpstreams.UPSTREAMS)));
    postgres.execute(ROWS);
    UpdateLoop loop = parts.add("loop", new UpdateLoop());
    ReportsService service =
        parts.add("reports", new ReportsService(loop, new AgentRegistry(), desk));
    GrpcServerConfig config =
        new GrpcServerConfig(
            new HostPort("127.0.0.1", 0), 4 << 20, 100, Duration.ofSeconds(1), Optional.empty());
    GrpcServer server =
        parts.add("grpc", GrpcServer.start("xds", config, new Readiness(), List.of(service)));
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.address().port()).usePlaintext().build();
    parts.add("channel", channel::shutdownNow);
    parts.add("desk", desk.open(database));
  }

  @AfterEach
  void stop() {
    parts.close();
  }

  @Test
  void blocks_becomeRowsThatEnd() {
    String rows = "select cidr, source, reason, created_by, expires_at > now() from ip_blocks";
    postgres.execute(
        "insert into ip_blocks (cidr, action, source, expires_at, created_by)"
            + " values ('192.0.2.1/32', 'deny', 'auto', now() - interval '2 days', 'test')");
    sendBlocks("203.0.113.7/32", 60);
    assertEquals(
        List.of("203.0.113.7/32|auto|50 failed credentials|default/extauthz-1|t"),
        postgres.query(rows));
    String end = "select extract(epoch from expires_at - now())::int > 500 from ip_blocks";
    sendBlocks("203.0.113.7/32", 600);
    sendBlocks("203.0.113.7/32", 60);
    assertEquals(List.of("t"), postgres.query(end));
    for (String invalid : List.of("203.0.113.0/24", "2001:db8::1/128", "x", "10.0.0.1/8")) {
      sendBlocks(invalid, 60);
    }
    sendBlocks("203.0.113.8/32", 90_000);
    assertEquals(List.of("1"), postgres.query("select count(*) from ip_blocks"));
    sendBlocks("2001:db8:0:1:0:0:0:0/64", 60);
    assertEquals(
        List.of("2001:db8:0:1::/64"),
        postgres.query("select cidr from ip_blocks where family(cidr) = 6"));
  }

  @Test
  void blocks_andTheirEnd_areEvents() {
    String events =
        "select actor_id, actor_role, action, resource_type, resource_name, after ->> 'source',"
            + " before ->> 'source' from change_events order by id";
    sendBlocks("203.0.113.7/32", 60);
    sendBlocks("203.0.113.7/32", 30);
    sendBlocks("203.0.113.7/32", 600);
    postgres.execute("update ip_blocks set expires_at = now()");
    assertEquals(1, new AutoBlockRepository(database).end());
    assertEquals(0, new AutoBlockRepository(database).end());
    assertEquals(List.of(), postgres.query("select id from ip_blocks"));
    assertEquals(
        List.of(
            "default/extauthz-1|system|CREATE|ip_block|203.0.113.7/32|auto|null",
            "default/extauthz-1|system|UPDATE|ip_block|203.0.113.7/32|auto|auto",
            "xds-controller|system|DELETE|ip_block|203.0.113.7/32|null|auto"),
        postgres.query(events));
  }

  @Test
  void routes_areWrittenOnce() {
    BackendReport report =
        BackendReport.newBuilder()
            .setReporter(reporter("default/extproc-1", "extproc"))
            .setWriterId(writer.toString())
            .addRoutes(
                RouteSecond.newBuilder()
                    .setRouteId("p/r")
                    .setSecond(Instant.now().getEpochSecond())
                    .setRequests(3)
                    .setErrors(2)
                    .setSlow(1))
            .build();
    var _ = reports().reportBackends(report);
    var _ = reports().reportBackends(report);
    assertEquals(
        List.of("p/r|3|2|1"),
        postgres.query("select route, requests, errors, slow from route_totals"));
    BackendReport.Builder invalid = report.toBuilder();
    invalid.getRoutesBuilder(0).setErrors(4);
    StatusRuntimeException refusal =
        assertThrows(StatusRuntimeException.class, () -> reports().reportBackends(invalid.build()));
    assertEquals(Status.Code.INVALID_ARGUMENT, refusal.getStatus().getCode());
  }

  @Test
  void modelStates_replaceThoseBefore() {
    postgres.execute(
        "insert into llm_models (alias, backend_id, upstream_model, provider)"
            + " select 'smart', id, 'm', 'openai' from backends order by id limit 1");
    String model = postgres.query("select id from llm_models").getFirst();
    String rows =
        "select model_id, state, reason, since < now() - interval '50 s' from llm_model_states";
    sendModels(
        ReportedModelState.newBuilder()
            .setModelId(model)
            .setState("INACTIVE")
            .setReason("status 503")
            .setLastingMs(60_000)
            .build());
    assertEquals(List.of(model + "|INACTIVE|status 503|t"), postgres.query(rows));
    var _ = reports().reportBackends(modelReport().build());
    assertEquals(1, postgres.query(rows).size());
    sendModels();
    assertEquals(List.of(), postgres.query(rows));
    ReportedModelState invalid =
        ReportedModelState.newBuilder().setModelId(model).setState("ACTIVE").build();
    StatusRuntimeException refusal =
        assertThrows(StatusRuntimeException.class, () -> sendModels(invalid));
    assertEquals(Status.Code.INVALID_ARGUMENT, refusal.getStatus().getCode());
  }

  private void sendModels(ReportedModelState... states) {
    ModelStates all = ModelStates.newBuilder().addAllModels(List.of(states)).build();
    var _ = reports().reportBackends(modelReport().setModels(all).build());
  }

  private BackendReport.Builder modelReport() {
    return BackendReport.newBuilder()
        .setReporter(reporter("default/extproc-1", "extproc"))
        .setWriterId(writer.toString());
  }

  private void sendBlocks(String cidr, int seconds) {
    var _ =
        reports()
            .reportBlocks(
                BlockReport.newBuilder()
                    .setReporter(reporter("default/extauthz-1", "extauthz"))
                    .addBlocks(
                        BlockedNetwork.newBuilder()
                            .setCidr(cidr)
                            .setSeconds(seconds)
                            .setFailures(50))
                    .build());
  }

  @Test
  void usage_sumsOfOneKeyCount() {
    assertEquals(
        "APPLIED 10",
        told(1, 10, used(KEY, 20_000, 3, 1, "0.00000001"), used(OTHER_KEY, 20_000, 1, 0, "0")));
    assertEquals("APPLIED 12", told(11, 12, used(KEY, 20_000, 2, 0, "0.00148")));
    assertEquals("APPLIED 13", told(13, 13, used(KEY, 20_001, 1, 0, "12345678901.5")));
    assertEquals(
        List.of(
            KEY + "|" + VERSION + "|2024-10-04|5|1|60|170|0.00148001",
            KEY + "|" + VERSION + "|2024-10-05|1|0|12|34|12345678901.50000000",
            OTHER_KEY + "|" + VERSION + "|2024-10-04|1|0|12|34|0.00000000"),
        postgres.query(SUMS));
    assertEquals(
        List.of("20001000", "20000000"),
        postgres.query(
            "select (extract(epoch from last_used_at) * 1000)::bigint from credential_uses"
                + " order by credential_id"));
    assertEquals(List.of(writer + "|lab/extproc|13"), cursors());
  }

  @Test
  void usage_withoutVersion() {
    Usage.Builder used = used(KEY, 20_000, 1, 0, "0").setApiVersionId("");
    assertEquals("APPLIED 1", told(1, 1, used));
    assertEquals(
        List.of("00000000-0000-0000-0000-000000000000"),
        postgres.query("select api_version_id from usage_daily"));
  }

  @Test
  void usage_toldAgain_changesNothing() {
    assertEquals("APPLIED 10", told(1, 10, used(KEY, 20_000, 3, 1, "0.5")));
    assertEquals("REPEATED 10", told(1, 10, used(KEY, 20_000, 3, 1, "0.5")));
    assertEquals("REPEATED 10", told(4, 7, used(KEY, 20_000, 3, 1, "0.5")));
    assertEquals(List.of("3|0.50000000"), postgres.query("select requests, cost from usage_daily"));
    assertEquals(2, taken("repeated"));
  }

  @Test
  void usage_toldInPartBefore_isNotTaken() {
    assertEquals("APPLIED 10", told(1, 10, used(KEY, 20_000, 3, 1, "0.5")));
    assertEquals("OVERLAPPING 10", told(10, 12, used(KEY, 20_000, 7, 0, "1")));
    assertEquals("OVERLAPPING 10", told(1, 11, used(KEY, 20_000, 7, 0, "1")));
    assertEquals(List.of("3"), postgres.query("select requests from usage_daily"));
    assertEquals("APPLIED 12", told(11, 12, used(KEY, 20_000, 1, 0, "0")));
  }

  @Test
  void usage_recordsNeverTold_areMissed() {
    warnings.expect("never told of 5 records");
    assertEquals("APPLIED 10", told(1, 10, used(KEY, 20_000, 3, 1, "0.5")));
    assertEquals("APPLIED 20", told(16, 20, used(KEY, 20_000, 1, 0, "0")));
    assertEquals(List.of("4"), postgres.query("select requests from usage_daily"));
    assertEquals(5, metrics.counter("usage.untold.records").count());
  }

  @Test
  void usage_asked_tellsHowFar() {
    assertEquals("REPEATED 0", told(0, 0));
    assertEquals(List.of(), cursors());
    assertEquals("APPLIED 10", told(1, 10));
    assertEquals("REPEATED 10", told(0, 0));
    assertEquals(0, taken("repeated"), "a question is no report");
  }

  @Test
  void usage_ofCredentialsThatAreNoRows_isLeftOut() {
    Usage.Builder elsewhere = used(KEY, 20_000, 1, 0, "0").setSubscriptionId(NOBODY);
    assertEquals("APPLIED 3", told(1, 3, used(NOBODY, 20_000, 1, 0, "0"), elsewhere));
    assertEquals(List.of(), postgres.query(SUMS));
    assertEquals(2, metrics.counter("usage.unknown.credentials").count());
    assertEquals("APPLIED 4", told(4, 4, used(KEY, 20_000, 1, 0, "0")));
    assertEquals(List.of("1"), postgres.query("select requests from usage_daily"));
  }

  @Test
  void usage_manyServersAtOnce_withAllTheirRepeats() {
    List<CompletableFuture<Void>> servers =
        IntStream.range(0, 4)
            .mapToObj(_ -> UUID.randomUUID())
            .flatMap(one -> IntStream.range(0, 2).mapToObj(_ -> one))
            .map(one -> CompletableFuture.runAsync(() -> tellAll(one)))
            .toList();
    servers.forEach(CompletableFuture::join);
    assertEquals(
        List.of(KEY + "|80|8.00000000", OTHER_KEY + "|40|4.00000000"),
        postgres.query(
            "select credential_id, sum(requests), sum(cost) from usage_daily group by 1 order by 1"));
  }

  /** Sends twenty reports of ten records, over ten days, in an order that depends on the writer. */
  private void tellAll(UUID one) {
    for (int i = 0; i < 10; i++) {
      int day = one.hashCode() % 2 == 0 ? 20_000 + i : 20_009 - i;
      Usage.Builder key = used(KEY, day, 2, 0, "0.2");
      Usage.Builder other = used(OTHER_KEY, day, 1, 0, "0.1");
      String answer =
          one.hashCode() % 3 == 0
              ? told(one, i * 10L + 1, i * 10L + 10, key, other)
              : told(one, i * 10L + 1, i * 10L + 10, other, key);
      assertTrue(Long.parseLong(answer.split(" ")[1]) >= (i + 1) * 10L, answer);
    }
  }

  @Test
  void usage_databaseAwayInBetween() {
    assertEquals("APPLIED 10", told(1, 10, used(KEY, 20_000, 3, 1, "0.5")));
    postgres.execute("alter table usage_daily rename to away");
    assertEquals(
        Status.Code.UNAVAILABLE, refused(() -> told(11, 20, used(KEY, 20_000, 1, 0, "0"))));
    postgres.execute("alter table away rename to usage_daily");
    assertEquals("APPLIED 20", told(11, 20, used(KEY, 20_000, 1, 0, "0")));
    assertEquals(List.of("4"), postgres.query("select requests from usage_daily"));
  }

  @Test
  void usage_refused() {
    Usage.Builder negative = used(KEY, 20_000, -1, 0, "0");
    assertEquals(Status.Code.INVALID_ARGUMENT, refused(() -> told(1, 2, negative)));
    Usage.Builder free = used(KEY, 20_000, 1, 0, "gratis");
    assertEquals(Status.Code.INVALID_ARGUMENT, refused(() -> told(1, 2, free)));
    assertEquals(Status.Code.INVALID_ARGUMENT, refused(() -> told(3, 2)));
    for (Reporter stranger :
        List.of(
            reporter("lab/extproc", "extauthz"),
            reporter("lab/extproc", "envoy"),
            reporter("nowhere", "extproc"),
            Reporter.getDefaultInstance())) {
      assertEquals(
          Status.Code.PERMISSION_DENIED,
          refused(() -> reports().reportUsage(report(writer, 1, 2).setReporter(stranger).build())));
    }
    assertEquals(List.of(), cursors());
  }

  @Test
  void policies_followEachOther() {
    policies(policy("dlp", 1, true), policy("waf", 7, true));
    policies(policy("dlp", 1, true), policy("waf", 7, true), policy("dlp", 2, false));
    assertEquals(List.of("dlp|1|active", "dlp|2|rejected", "waf|7|active"), sets());
    List<String> before = postgres.query("select * from policy_sets order by id");
    policies(policy("dlp", 1, true), policy("waf", 7, true), policy("dlp", 2, false));
    assertEquals(before, postgres.query("select * from policy_sets order by id"));
    policies(policy("dlp", 3, true));
    assertEquals(
        List.of("dlp|1|superseded", "dlp|2|rejected", "dlp|3|active", "waf|7|active"), sets());
    policies(policy("dlp", 2, true));
    assertEquals(
        List.of("dlp|1|superseded", "dlp|2|active", "dlp|3|superseded", "waf|7|active"), sets());
    policies(policy("dlp", 2, true), policy("dlp", 2, false));
    assertEquals(
        List.of("dlp|1|superseded", "dlp|2|active", "dlp|3|superseded", "waf|7|active"), sets());
  }

  private List<String> sets() {
    return postgres.query(
        "select kind, version, status from policy_sets where server = 'lab/extproc' order by 1, 2");
  }

  private void policies(PolicySet... sets) {
    var _ =
        reports()
            .reportPolicies(
                PolicyReport.newBuilder()
                    .setReporter(reporter("lab/extproc", "extproc"))
                    .addAllSets(List.of(sets))
                    .build());
  }

  private static PolicySet policy(String kind, int version, boolean active) {
    byte[] sha256 = new byte[32];
    sha256[0] = (byte) version;
    return PolicySet.newBuilder()
        .setKind(kind)
        .setVersion(Integer.toString(version))
        .setSha256(ByteString.copyFrom(sha256))
        .setStatus(active ? PolicyStatus.POLICY_STATUS_ACTIVE : PolicyStatus.POLICY_STATUS_REJECTED)
        .setError(active ? "" : "line 3 is wrong")
        .setLoadedMs(1_000)
        .build();
  }

  @Test
  void quota_ofExtauthz_returnsTotals() {
    QuotaReport report = quota("lab/extauthz", "extauthz", 1, 3).build();
    for (int i = 0; i < 2; i++) {
      QuotaAnswer answer = reports().reportQuota(report);
      assertEquals(1, answer.getThroughSeq());
      assertEquals(
          List.of(" " + today + " 3 3", KEY + " " + today + " 3 3"),
          answer.getTotalsList().stream()
              .map(total ->
                  "%s %d %d %d"
                      .formatted(
                          total.getCredentialId(),
                          total.getDay(),
                          total.getOnDay(),
                          total.getInMonth()))
              .sorted()
              .toList());
    }
    assertEquals(1, metrics.counter("quota.batches.taken", "result", "repeated").count());
  }

  @Test
  void quota_refused() {
    assertEquals(
        Status.Code.PERMISSION_DENIED,
        refused(() -> reports().reportQuota(quota("lab/extproc", "extproc", 1, 3).build())));
    for (QuotaReport.Builder wrong :
        List.of(
            quota("lab/extauthz", "extauthz", 0, 3),
            quota("lab/extauthz", "extauthz", -1, 3),
            quota("lab/extauthz", "extauthz", 1, -3),
            quota("lab/extauthz", "extauthz", 1, 3).setWriterId("none"))) {
      assertEquals(
          Status.Code.INVALID_ARGUMENT, refused(() -> reports().reportQuota(wrong.build())));
    }
    assertEquals(List.of(), postgres.query("select * from quota_usage"));
  }

  private QuotaReport.Builder quota(String node, String kind, long seq, long requests) {
    return QuotaReport.newBuilder()
        .setReporter(reporter(node, kind))
        .setWriterId(writer.toString())
        .setSeq(seq)
        .addCounts(
            QuotaCount.newBuilder()
                .setSubscriptionId(SUBSCRIPTION)
                .setCredentialId(KEY)
                .setDay(today)
                .setRequests(requests));
  }

  private List<String> cursors() {
    return postgres.query("select writer_id, node_id, through_seq from usage_cursors");
  }

  private double taken(String result) {
    return metrics.counter("usage.reports.taken", "result", result).count();
  }

  private static Status.Code refused(Runnable call) {
    return assertThrows(StatusRuntimeException.class, call::run).getStatus().getCode();
  }

  private String told(long first, long last, Usage.Builder... usage) {
    return told(writer, first, last, usage);
  }

  private String told(UUID by, long first, long last, Usage.Builder... usage) {
    UsageReport report = report(by, first, last, usage).build();
    UsageAnswer answer = reports().reportUsage(report);
    return answer.getResult().name().replace("USAGE_RESULT_", "") + " " + answer.getThroughSeq();
  }

  private static UsageReport.Builder report(
      UUID by, long first, long last, Usage.Builder... usage) {
    UsageReport.Builder report =
        UsageReport.newBuilder()
            .setReporter(reporter("lab/extproc", "extproc"))
            .setWriterId(by.toString())
            .setFirstSeq(first)
            .setLastSeq(last);
    List.of(usage).forEach(report::addUsage);
    return report;
  }

  private static Reporter reporter(String node, String kind) {
    return Reporter.newBuilder().setNodeId(node).setKind(kind).build();
  }

  private static Usage.Builder used(String key, int day, long requests, long denied, String cost) {
    return Usage.newBuilder()
        .setSubscriptionId(SUBSCRIPTION)
        .setCredentialId(key)
        .setApiVersionId(VERSION)
        .setDay(day)
        .setRequests(requests)
        .setDenied(denied)
        .setInputTokens(12 * requests)
        .setOutputTokens(34 * requests)
        .setCost(cost)
        .setLastUsedMs(day * 1_000L);
  }

  private ReportsGrpc.ReportsBlockingStub reports() {
    return ReportsGrpc.newBlockingStub(channel);
  }
}
