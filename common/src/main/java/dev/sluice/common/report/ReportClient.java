package dev.sluice.common.report;

import dev.sluice.common.ads.AdsClientConfig;
import dev.sluice.common.ads.ControllerChannel;
import dev.sluice.report.v1.BackendAnswer;
import dev.sluice.report.v1.BackendReport;
import dev.sluice.report.v1.BlockReport;
import dev.sluice.report.v1.PolicyReport;
import dev.sluice.report.v1.QuotaAnswer;
import dev.sluice.report.v1.QuotaReport;
import dev.sluice.report.v1.Reporter;
import dev.sluice.report.v1.ReportsGrpc;
import dev.sluice.report.v1.TokenBudgetAnswer;
import dev.sluice.report.v1.TokenBudgetReport;
import dev.sluice.report.v1.UsageAnswer;
import dev.sluice.report.v1.UsageReport;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A client that sends reports to the controller, one call each, and waits for the response. */
public final class ReportClient implements AutoCloseable {
  private static final int MAX_MESSAGE_BYTES = 1 << 20;
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Reporter reporter;
  private final ExecutorService answers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("reports-", 0).factory());
  private final ControllerChannel link;

  /** Creates a client, which connects at its first report. */
  public ReportClient(AdsClientConfig config) {
    reporter = Reporter.newBuilder().setNodeId(config.nodeId()).setKind(config.kind()).build();
    link = ControllerChannel.open(config, answers, MAX_MESSAGE_BYTES);
  }

  /** Reports usage. */
  public UsageAnswer sendUsage(UsageReport report) throws ReportRejectedException {
    try {
      return calls().reportUsage(report.toBuilder().setReporter(reporter).build());
    } catch (StatusRuntimeException e) {
      throw new ReportRejectedException(e.getStatus());
    }
  }

  /** Reports the active policies. */
  public void sendPolicies(PolicyReport report) throws ReportRejectedException {
    try {
      var _ = calls().reportPolicies(report.toBuilder().setReporter(reporter).build());
    } catch (StatusRuntimeException e) {
      throw new ReportRejectedException(e.getStatus());
    }
  }

  /** Reports the totals of backends, and returns the backends to observe. */
  public BackendAnswer sendBackends(BackendReport report) throws ReportRejectedException {
    try {
      return calls().reportBackends(report.toBuilder().setReporter(reporter).build());
    } catch (StatusRuntimeException e) {
      throw new ReportRejectedException(e.getStatus());
    }
  }

  /** Reports a batch of admitted requests, and returns the totals over all servers. */
  public QuotaAnswer sendQuota(QuotaReport report) throws ReportRejectedException {
    try {
      return calls().reportQuota(report.toBuilder().setReporter(reporter).build());
    } catch (StatusRuntimeException e) {
      throw new ReportRejectedException(e.getStatus());
    }
  }

  /** Reports a batch of what calls used of token budgets, and returns the totals of all servers. */
  public TokenBudgetAnswer sendTokenBudgets(TokenBudgetReport report)
      throws ReportRejectedException {
    try {
      return calls().reportTokenBudgets(report.toBuilder().setReporter(reporter).build());
    } catch (StatusRuntimeException e) {
      throw new ReportRejectedException(e.getStatus());
    }
  }

  /** Reports the clients that this server has blocked. */
  public void sendBlocks(BlockReport report) throws ReportRejectedException {
    try {
      var _ = calls().reportBlocks(report.toBuilder().setReporter(reporter).build());
    } catch (StatusRuntimeException e) {
      throw new ReportRejectedException(e.getStatus());
    }
  }

  private ReportsGrpc.ReportsBlockingStub calls() {
    return ReportsGrpc.newBlockingStub(link.channel())
        .withDeadlineAfter(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Cancels a call in progress. */
  @Override
  public void close() {
    link.close();
    answers.close();
  }
}
