package dev.sluice.common.report;

import com.google.protobuf.ByteString;
import dev.sluice.common.lifecycle.Backoff;
import dev.sluice.common.lifecycle.RepeatingTask;
import dev.sluice.common.lifecycle.ServerParts;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyListener;
import dev.sluice.report.v1.PolicyReport;
import dev.sluice.report.v1.PolicySet;
import dev.sluice.report.v1.PolicyStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reporter of the active and the last rejected policies to the controller. It reports at
 * start-up, after each change, and at intervals, because the controller's database may have been
 * restored.
 */
public final class PolicyReporter implements PolicyListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PolicyReporter.class);
  private static final Map<String, String> KINDS =
      Map.of(
          "AuthzPolicy", "authz",
          "DlpRules", "dlp",
          "IpRules", "ip",
          "ModelRules", "models",
          "Rbac", "rbac",
          "Tiers", "tiers",
          "WafRules", "waf");
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration AGAIN = Duration.ofMinutes(10);
  private static final int LONGEST_ERROR = 4_000;
  private static final String UNKNOWN = "-";

  /** A sender of reports. It throws if the report must be retried. */
  @FunctionalInterface
  public interface ReportSender {
    /** Sends a report. */
    void send(PolicyReport report) throws ReportRejectedException;
  }

  private final ReportSender target;
  private final InstantSource clock;
  private final Map<String, PolicySet> active = new TreeMap<>();
  private final Map<String, PolicySet> refused = new TreeMap<>();
  private final RepeatingTask looks = new RepeatingTask("policy-reports", this::look);
  private final Backoff backoff = new Backoff(LOOK.multipliedBy(2), LONGEST_PAUSE);
  private boolean changed;
  private long reportedMillis;

  /** Starts a reporter that sends reports with {@code link}. */
  public static PolicyReporter start(ReportClient link, ServerParts parts) {
    return start(link::sendPolicies, parts);
  }

  /** Starts a reporter that sends reports with {@code target}. */
  public static PolicyReporter start(ReportSender target, ServerParts parts) {
    return parts.add("policy reports", new PolicyReporter(target, InstantSource.system()));
  }

  /** Starts to check for changes to report. */
  PolicyReporter(ReportSender target, InstantSource clock) {
    this.target = target;
    this.clock = clock;
    looks.start(LOOK);
  }

  @Override
  public synchronized void onActivated(PolicyDocument document) {
    PolicySet set =
        set(document.kind(), document.version(), document.sha256())
            .setStatus(PolicyStatus.POLICY_STATUS_ACTIVE)
            .build();
    active.put(set.getKind(), set);
    refused.remove(set.getKind());
    changed = true;
  }

  @Override
  public synchronized void onRejected(String kind, String sha256, String why) {
    PolicySet set =
        set(kind, UNKNOWN, sha256)
            .setStatus(PolicyStatus.POLICY_STATUS_REJECTED)
            .setError(why.replace('\0', '?').substring(0, Math.min(LONGEST_ERROR, why.length())))
            .build();
    PolicySet current = active.get(set.getKind());
    // Only an attachment is invalid, so the rejected file is also the active one.
    if (current == null || !current.getSha256().equals(set.getSha256())) {
      refused.put(set.getKind(), set);
      changed = true;
    }
  }

  private PolicySet.Builder set(String kind, String version, String sha256) {
    return PolicySet.newBuilder()
        .setKind(KINDS.getOrDefault(kind, kind))
        .setVersion(version)
        .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(sha256)))
        .setLoadedMs(clock.millis());
  }

  private Duration look() {
    PolicyReport report = due();
    if (report.getSetsCount() == 0) {
      return LOOK;
    }
    try {
      target.send(report);
      backoff.reset();
      return LOOK;
    } catch (ReportRejectedException e) {
      log.debug("active policies are not reported yet ({})", e.getMessage());
      retryLater();
      return backoff.next();
    }
  }

  private synchronized PolicyReport due() {
    if (!changed && clock.millis() - reportedMillis < AGAIN.toMillis()) {
      return PolicyReport.getDefaultInstance();
    }
    changed = false;
    reportedMillis = clock.millis();
    return PolicyReport.newBuilder()
        .addAllSets(active.values())
        .addAllSets(refused.values())
        .build();
  }

  private synchronized void retryLater() {
    changed = true;
  }

  @Override
  public void close() {
    looks.close();
  }
}
