package dev.sluice.extproc.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.common.config.ConfigException;
import dev.sluice.common.config.ConfigReader;
import dev.sluice.common.config.HostPort;
import dev.sluice.common.lifecycle.DeploymentEnvironment;
import dev.sluice.extproc.external.ExternalRecognizerConfig;
import dev.sluice.extproc.external.OffsetUnit;
import dev.sluice.extproc.stream.body.StreamLimits;
import dev.sluice.extproc.stream.exchange.BodyInspectionMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtProcConfigTest {
  @TempDir Path folder;
  private Path rules;

  @BeforeEach
  void rules() throws IOException {
    rules = Files.writeString(folder.resolve("rules.yaml"), "version: x\n");
  }

  @Test
  void read_emptyFile_defaults() {
    ExtProcConfig config = read("dlp: {rules: " + rules + "}", Map.of());
    assertEquals(DeploymentEnvironment.DEV, config.environment());
    assertEquals(new HostPort("127.0.0.1", 9002), config.grpc().address());
    assertEquals(new HostPort("127.0.0.1", 9102), config.ops());
    assertTrue(config.controller().isEmpty());
    assertEquals(Duration.ofSeconds(30), config.reloadInterval());
    assertEquals(Duration.ofSeconds(1), config.usageReportInterval());
    assertTrue(config.hashKey().isEmpty());
    assertTrue(config.wafRules().isEmpty());
    assertTrue(config.modelRules().isEmpty());
    assertEquals(BodyInspectionMode.PRE_ONLY, config.inspection());
    assertEquals(new StreamLimits(1 << 20, 16 << 20, 100, 65 << 20, 1 << 20), config.limits());
    assertEquals(10_000, config.maxStreams());
    assertEquals(Duration.ofSeconds(330), config.idleTimeout());
    assertEquals(200, config.maxProjects());
    assertEquals(Duration.ofSeconds(10), config.warmUp());
    assertTrue(config.sharedCache().isEmpty());
    assertTrue(config.recognizer().isEmpty());
    assertTrue(config.traces().isEmpty());
    assertFalse(config.genAi());
    assertFalse(config.playground());
    long quarter = Runtime.getRuntime().maxMemory() / 4;
    assertEquals(Math.min(quarter, Integer.MAX_VALUE), config.maxHeldBytes());
  }

  @Test
  void read_everyKey_isMapped() {
    ExtProcConfig config =
        read(
            """
            environment: prod
            grpc: {address: "0.0.0.0:1", max-message-bytes: 2048, tls: {by-sidecar: true}}
            ops: {address: "0.0.0.0:2"}
            controller: {address: "controller:9003", cluster: c, name: n, cache-dir: d, tls: {by-sidecar: true}}
            waf: {rules: waf.yaml}
            policies: {models: ../policies/model_rules.yaml}
            dlp: {rules: %s, reload: 5s, hash-key: 0123456789abcdef, stream-mode: pre-and-incremental, stream-max-buffer-bytes: 2048, external: {url: "https://presidio/analyze", language: ko, offsets: utf-16, on-error: pass, deadline: 900ms, text-bytes: 2048, calls-per-body: 3, max-concurrent: 4, failures: 5, pause: 6s}}
            limits: {body-bytes: 4096, decoded-ratio: 7, coded-bytes: 5, max-streams: 7, held-bytes: 1048576, idle-timeout: 9s, metric-projects: 3}
            cache: {redis: {nodes: ["rediss://redis:6379"], timeout: 9ms, password: p, key: 0123456789abcdef0123456789abcdef}}
            usage: {report-every: 200ms}
            run-in: 0s
            tracing: {otlp: {address: "collector:4317", tls: {by-sidecar: true}}}
            telemetry: {gen-ai: true}
            playground: {enabled: true}
            """
                .formatted(rules),
            Map.of());
    assertEquals(DeploymentEnvironment.PROD, config.environment());
    assertEquals("0.0.0.0:1", config.grpc().address().toString());
    assertEquals("0.0.0.0:2", config.ops().toString());
    assertEquals("c/n", config.controller().orElseThrow().nodeId());
    assertEquals(rules, config.rules());
    assertEquals(Path.of("waf.yaml"), config.wafRules().orElseThrow());
    assertEquals(Duration.ofSeconds(5), config.reloadInterval());
    assertTrue(config.hashKey().isPresent());
    assertEquals("collector:4317", config.traces().orElseThrow().address().toString());
    assertTrue(config.genAi());
    assertEquals(BodyInspectionMode.PRE_AND_INCREMENTAL, config.inspection());
    assertEquals(new StreamLimits(2048, 4096, 7, 2048, 5), config.limits());
    assertEquals(7, config.maxStreams());
    assertEquals(1 << 20, config.maxHeldBytes());
    assertEquals(Duration.ofSeconds(9), config.idleTimeout());
    assertEquals(3, config.maxProjects());
    ExternalRecognizerConfig recognizer = config.recognizer().orElseThrow();
    assertEquals("presidio:443", recognizer.address().toString());
    assertEquals(OffsetUnit.UTF_16, recognizer.offsets());
    assertEquals(ExternalRecognizerConfig.ErrorChoice.PASS, recognizer.onError());
    assertEquals(
        new ExternalRecognizerConfig.CallLimits(
            Duration.ofMillis(900), 2048, 3, 4, 5, Duration.ofSeconds(6)),
        recognizer.limits());
    assertEquals(Duration.ofMillis(9), config.sharedCache().orElseThrow().redis().timeout());
    assertEquals(Duration.ofMillis(200), config.usageReportInterval());
    assertEquals(Duration.ZERO, config.warmUp());
    assertTrue(config.playground());
  }

  @Test
  void read_environmentAliases_areAccepted() {
    ExtProcConfig config =
        read(
            "",
            Map.of(
                "DLP_RULES_PATH", rules.toString(),
                "DLP_RELOAD_SECONDS", "7",
                "DLP_STREAM_MODE", "pre_and_incremental",
                "DLP_STREAM_MAX_BUFFER_BYTES", "65536",
                "SLUICE_LIMITS_MAX_STREAMS", "5"));
    assertEquals(rules, config.rules());
    assertEquals(Duration.ofSeconds(7), config.reloadInterval());
    assertEquals(BodyInspectionMode.PRE_AND_INCREMENTAL, config.inspection());
    assertEquals(65536, config.limits().maxBufferBytes());
    assertEquals(5, config.maxStreams());
  }

  @Test
  void read_invalidValues_allReported() {
    ConfigException refused =
        assertThrows(
            ConfigException.class,
            () ->
                read(
                    "{dlp: {rules: /no/such/file, reload: 0s, stream-mode: all}, usage: {report-every: 0s}, limits: {max-streams: 0, bodies: 1}}",
                    Map.of()));
    String problems = refused.problems().toString();
    for (String key :
        new String[] {
          "dlp.rules",
          "dlp.reload",
          "dlp.stream-mode",
          "usage.report-every",
          "limits.max-streams",
          "bodies"
        }) {
      assertTrue(problems.contains(key), problems);
    }
  }

  @Test
  void read_sharedCacheWithoutLongKey_isProblem() {
    String start = "{dlp: {rules: " + rules + "}, cache: {redis: {nodes: ['redis://h:1']";
    for (String key : new String[] {"", ", key: 0123456789abcdef0123456789abcde"}) {
      ConfigException refused =
          assertThrows(ConfigException.class, () -> read(start + key + "}}}", Map.of()));
      String problem = refused.problems().toString();
      assertTrue(problem.contains("cache.redis.key"), problem);
      assertTrue(problem.contains("at least 32 bytes"), problem);
      assertFalse(problem.contains("0123456789"), problem);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "prod, http://presidio:5002/analyze, 1",
    "prod, http://127.0.0.1:5002/analyze, 0",
    "dev, http://presidio:5002/analyze, 0",
    "dev, ftp://presidio/analyze, 1",
    "dev, https://user@presidio/analyze, 1",
    "dev, presidio:5002, 1"
  })
  void read_externalUrl_isChecked(String environment, String url, int problems) {
    ConfigReader reader =
        ConfigReader.of(
            "{environment: %s, dlp: {rules: %s, external: {url: '%s'}}, grpc: {tls: {by-sidecar: true}}}"
                .formatted(environment, rules, url),
            Map.of());
    ExtProcConfig config = ExtProcConfig.read(reader);
    assertEquals(problems == 0, config.recognizer().isPresent());
    if (problems > 0) {
      ConfigException refused = assertThrows(ConfigException.class, reader::finish);
      assertTrue(refused.problems().toString().contains("dlp.external.url"));
    }
  }

  private static ExtProcConfig read(String yaml, Map<String, String> environment) {
    ConfigReader reader = ConfigReader.of(yaml, environment);
    ExtProcConfig config = ExtProcConfig.read(reader);
    reader.finish();
    return config;
  }
}
