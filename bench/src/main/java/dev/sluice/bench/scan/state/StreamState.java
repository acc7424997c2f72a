package dev.sluice.bench.scan.state;

import com.google.protobuf.ByteString;
import dev.sluice.bench.scan.engine.PolicyScan;
import dev.sluice.bench.scan.engine.VectorscanScan;
import dev.sluice.bench.scan.report.ScanReport;
import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.e2e.process.MissingPrerequisiteException;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.InspectionSettings;
import dev.sluice.extproc.inspect.PolicyInspector;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.DlpPolicy;
import dev.sluice.extproc.policy.DlpRule;
import dev.sluice.extproc.scanner.ChannelScanner;
import dev.sluice.extproc.scanner.RuleSet;
import dev.sluice.extproc.scanner.ScanSink;
import dev.sluice.quality.detection.rules.RulesFile;
import java.nio.charset.StandardCharsets;

/** What an open text keeps, beside the rules that all of them share. */
public final class StreamState {
  private static final int MANY = 10_000;
  private static final int SOME = 1_000;
  private static final int PIECE = 256;
  private static final String PROSE = "회의는 두 시간 동안 이어졌다. The museum shows nine paintings. ";
  private static final ExchangeScope SCOPE =
      new ExchangeScope("ai/chat", "t1", "dev", "localhost", "/v1/chat/completions");

  private final ScanReport report;
  private final DlpPolicy policy = RulesFile.shipped().policy();
  private final RuleSet rules = new RuleSet(policy.rules());
  private final PolicyInspector inspector = new PolicyInspector(policy);

  public StreamState(ScanReport report) {
    this.report = report;
  }

  public void measure() {
    report.heading("state of an open text, shipped policy");
    channel("nothing read yet", MANY, "");
    channel("4 KB of prose read, between two words", MANY, PROSE.repeat(45));
    channel("the same, in a word", MANY, PROSE.repeat(45) + "gard");
    channel("the same, in an address of e-mail", MANY, PROSE.repeat(45) + "gil-dong.hong@exam");
    channel("the same, 12 KB into a private key", SOME, PROSE.repeat(45) + key(12 << 10));
    body("an event stream's inspection, nothing read yet", "");
    body("the same, after 20 events", event("물론 이지요 ").repeat(20));
    body("the same, in a word", event("물론 이지요 ").repeat(20) + event("gard"));
    vectorscan("a stream of Vectorscan, ends only", false);
    vectorscan("a stream of Vectorscan, with starts", true);
  }

  private void channel(String name, int count, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    report.cost("a channel's scanner, " + name, Heap.each(count, () -> opened(bytes)), "bytes");
  }

  private ChannelScanner opened(byte[] text) {
    var scanner =
        new ChannelScanner(
            rules, PolicyScan.all(policy.rules().size()), PolicyScan.MAX_HELD, new Nobody());
    for (int at = 0; at < text.length; at += PIECE) {
      scanner.text(text, at, Math.min(text.length, at + PIECE), at);
      scanner.watermark();
    }
    return scanner;
  }

  private void body(String name, String events) {
    report.cost(name, Heap.each(MANY, () -> inspected(events)), "bytes");
  }

  private BodyInspection inspected(String events) {
    BodyInspection body =
        inspector
            .open(
                BodyDirection.RESPONSE,
                "text/event-stream",
                SCOPE,
                new InspectionSettings(true, PolicyScan.MAX_HELD))
            .orElseThrow();
    for (String event : events.splitWithDelimiters("\n\n", 0)) {
      body.feed(ByteString.copyFromUtf8(event), false);
    }
    return body;
  }

  private static String event(String content) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + content + "\"}}]}\n\n";
  }

  private static String key(int length) {
    return "-----BEGIN PRIV"
        + "ATE KEY-----\n"
        + "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n".repeat(length / 33);
  }

  private void vectorscan(String name, boolean starts) {
    try (var scan = new VectorscanScan(new byte[1], starts)) {
      report.cost(name, (double) scan.streamSize(), "bytes");
    } catch (MissingPrerequisiteException absent) {
      report.note(name + " is not measured: " + absent.getMessage());
    }
  }

  /** Takes nothing of what is found. */
  private static final class Nobody implements ScanSink {
    @Override
    public void matched(Hit match, long rawFrom) {}

    @Override
    public void rewrite(long rawFrom, long rawTo, byte[] text) {}

    @Override
    public void blocked(DlpRule rule, long rawFrom) {}

    @Override
    public void overflow(long rawFrom) {}
  }
}
