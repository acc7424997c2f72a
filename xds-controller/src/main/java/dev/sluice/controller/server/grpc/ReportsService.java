package dev.sluice.controller.server.grpc;

import dev.sluice.common.grpc.PeerIdentity;
import dev.sluice.controller.resources.node.NodeIdentity;
import dev.sluice.controller.resources.push.UpdateLoop;
import dev.sluice.controller.xds.resource.NodeKind;
import dev.sluice.report.v1.BackendAnswer;
import dev.sluice.report.v1.BackendReport;
import dev.sluice.report.v1.BlockAnswer;
import dev.sluice.report.v1.BlockReport;
import dev.sluice.report.v1.PolicyAnswer;
import dev.sluice.report.v1.PolicyReport;
import dev.sluice.report.v1.QuotaAnswer;
import dev.sluice.report.v1.QuotaReport;
import dev.sluice.report.v1.Reporter;
import dev.sluice.report.v1.ReportsGrpc;
import dev.sluice.report.v1.TokenBudgetAnswer;
import dev.sluice.report.v1.TokenBudgetReport;
import dev.sluice.report.v1.UsageAnswer;
import dev.sluice.report.v1.UsageReport;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A service that accepts reports from policy servers whose certificate matches their node. One
 * thread writes the reports, one after the other.
 */
public final class ReportsService extends ReportsGrpc.ReportsImplBase implements AutoCloseable {
  private static final int MOST_WAITING = 256;
  private static final int LONGEST_ID = 201;
  private static final Map<String, NodeKind> KINDS =
      Map.of("extauthz", NodeKind.EXTAUTHZ, "extproc", NodeKind.EXTPROC);

  private final UpdateLoop loop;
  private final AgentRegistry agents;
  private final ReportHandler handler;
  private final ExecutorService writer =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().daemon().name("reports").factory());

  public ReportsService(UpdateLoop loop, AgentRegistry agents, ReportHandler handler) {
    this.loop = loop;
    this.agents = agents;
    this.handler = handler;
  }

  @Override
  public void reportUsage(UsageReport report, StreamObserver<UsageAnswer> answers) {
    take(report.getReporter(), Set.of(NodeKind.EXTPROC), answers, () -> handler.usage(report));
  }

  @Override
  public void reportPolicies(PolicyReport report, StreamObserver<PolicyAnswer> answers) {
    take(report.getReporter(), Set.copyOf(KINDS.values()), answers, () -> handler.policies(report));
  }

  @Override
  public void reportBackends(BackendReport report, StreamObserver<BackendAnswer> answers) {
    take(report.getReporter(), Set.of(NodeKind.EXTPROC), answers, () -> handler.backends(report));
  }

  @Override
  public void reportQuota(QuotaReport report, StreamObserver<QuotaAnswer> answers) {
    take(report.getReporter(), Set.of(NodeKind.EXTAUTHZ), answers, () -> handler.quota(report));
  }

  @Override
  public void reportTokenBudgets(
      TokenBudgetReport report, StreamObserver<TokenBudgetAnswer> answers) {
    take(
        report.getReporter(),
        Set.of(NodeKind.EXTPROC),
        answers,
        () -> handler.tokenBudgets(report));
  }

  @Override
  public void reportBlocks(BlockReport report, StreamObserver<BlockAnswer> answers) {
    take(report.getReporter(), Set.of(NodeKind.EXTAUTHZ), answers, () -> handler.blocks(report));
  }

  private <T> void take(
      Reporter reporter, Set<NodeKind> kinds, StreamObserver<T> answers, Supplier<T> write) {
    var peer = PeerIdentity.current();
    loop.execute(() -> {
      Optional<NodeIdentity> node = node(reporter).filter(known -> kinds.contains(known.kind()));
      Optional<Status> refusal =
          node.isEmpty()
              ? Optional.of(refused("only policy servers report, as <cluster>/<name>"))
              : peer.flatMap(holder -> agents.rejectionStatus(holder, node.get()));
      refusal.ifPresentOrElse(
          status -> answers.onError(status.asRuntimeException()), () -> enqueue(answers, write));
    });
  }

  private <T> void enqueue(StreamObserver<T> answers, Supplier<T> write) {
    try {
      writer.execute(() -> answer((ServerCallStreamObserver<T>) answers, write));
    } catch (RejectedExecutionException e) {
      Status status = Status.UNAVAILABLE.withDescription("too many reports wait");
      answers.onError(status.asRuntimeException());
    }
  }

  private static <T> void answer(ServerCallStreamObserver<T> answers, Supplier<T> write) {
    if (answers.isCancelled()) {
      return;
    }
    Runnable response;
    try {
      T result = write.get();
      response =
          () -> {
            answers.onNext(result);
            answers.onCompleted();
          };
    } catch (StatusRuntimeException e) {
      response = () -> answers.onError(e);
    }
    // A stop may have cancelled the call, and ended its event loop, during the write.
    if (!answers.isCancelled()) {
      response.run();
    }
  }

  private static Optional<NodeIdentity> node(Reporter reporter) {
    String id = reporter.getNodeId();
    NodeKind kind = KINDS.get(reporter.getKind().toLowerCase(Locale.ROOT));
    int slash = id.indexOf('/');
    return kind == null || slash < 1 || slash == id.length() - 1 || id.length() > LONGEST_ID
        ? Optional.empty()
        : Optional.of(new NodeIdentity(id, kind, id.substring(0, slash), Optional.empty()));
  }

  private static Status refused(String why) {
    return Status.PERMISSION_DENIED.withDescription(why);
  }

  @Override
  public void close() {
    writer.close();
  }
}
