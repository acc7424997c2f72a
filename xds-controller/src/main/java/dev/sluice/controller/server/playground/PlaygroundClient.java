package dev.sluice.controller.server.playground;

import dev.sluice.common.config.HostPort;
import dev.sluice.common.grpc.PeerChannel;
import dev.sluice.controller.api.playground.PlaygroundConfig;
import dev.sluice.controller.api.playground.PolicyTrials;
import dev.sluice.playground.v1.PlaygroundGrpc;
import dev.sluice.playground.v1.TrialDirection;
import dev.sluice.playground.v1.TrialForm;
import dev.sluice.playground.v1.TrialPolicy;
import dev.sluice.playground.v1.TrialRequest;
import dev.sluice.playground.v1.TrialResult;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client of several DLP servers, which are asked one after the other until one answers. */
public final class PlaygroundClient implements PolicyTrials, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PlaygroundClient.class);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** The findings and the output of the longest text, whose masks may be longer than values. */
  private static final int MAX_ANSWER_BYTES = 16 << 20;

  private final ExecutorService answers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("playground-", 0).factory());
  private final List<TrialServer> servers = new ArrayList<>();

  private record TrialServer(HostPort address, PeerChannel channel) {}

  /** Creates a client, which connects at its first call. */
  public PlaygroundClient(PlaygroundConfig config) {
    for (HostPort address : config.servers()) {
      servers.add(
          new TrialServer(
              address,
              PeerChannel.open(
                  address,
                  config.tls(),
                  peer -> peer.kind().equals("extproc"),
                  answers,
                  MAX_ANSWER_BYTES)));
    }
  }

  @Override
  public TrialOutcome run(TriedText text) {
    TrialRequest request = request(text);
    long end = System.nanoTime() + LONGEST.toNanos();
    TrialOutcome last = new TrialOutcome.Away("No DLP server is configured.");
    boolean busy = false;
    for (TrialServer server : servers) {
      try {
        TrialResult result =
            PlaygroundGrpc.newBlockingStub(server.channel().channel())
                .withDeadlineAfter(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS)
                .run(request);
        return new TrialOutcome.Tried(report(server.address(), result));
      } catch (StatusRuntimeException e) {
        last = outcome(server.address(), e.getStatus());
        if (last instanceof TrialOutcome.NotLoaded) {
          return last;
        }
        busy |= last instanceof TrialOutcome.Busy;
      }
    }
    return busy ? new TrialOutcome.Busy() : last;
  }

  /** Returns what a failed call means; its description has no part of the text. */
  private static TrialOutcome outcome(HostPort server, Status status) {
    return switch (status.getCode()) {
      case RESOURCE_EXHAUSTED -> new TrialOutcome.Busy();
      case FAILED_PRECONDITION -> new TrialOutcome.NotLoaded();
      case UNIMPLEMENTED ->
          new TrialOutcome.Away(
              "The server " + server + " has the playground off: set playground.enabled there.");
      case DEADLINE_EXCEEDED ->
          new TrialOutcome.Away("The server " + server + " did not answer within 10 seconds.");
      case INVALID_ARGUMENT, INTERNAL ->
          new TrialOutcome.Away("The server " + server + " did not accept the text.");
      case OK,
          CANCELLED,
          UNKNOWN,
          NOT_FOUND,
          ALREADY_EXISTS,
          PERMISSION_DENIED,
          ABORTED,
          OUT_OF_RANGE,
          UNAVAILABLE,
          DATA_LOSS,
          UNAUTHENTICATED -> {
        log.info("The playground cannot reach {}: {}", server, status.getCode());
        yield new TrialOutcome.Away("The server " + server + " cannot be reached.");
      }
    };
  }

  private static TrialRequest request(TriedText text) {
    return TrialRequest.newBuilder()
        .setText(text.text())
        .setForm(
            switch (text.form()) {
              case "json" -> TrialForm.TRIAL_FORM_JSON;
              case "stream" -> TrialForm.TRIAL_FORM_STREAM;
              default -> TrialForm.TRIAL_FORM_TEXT;
            })
        .setDirection(
            text.direction().equals("response")
                ? TrialDirection.TRIAL_DIRECTION_RESPONSE
                : TrialDirection.TRIAL_DIRECTION_REQUEST)
        .setPolicy(
            text.policy().equals("shadow")
                ? TrialPolicy.TRIAL_POLICY_SHADOW
                : TrialPolicy.TRIAL_POLICY_LIVE)
        .setEnvironment(text.environment())
        .setTenant(text.tenant())
        .setRoute(text.route())
        .build();
  }

  private static TrialReport report(HostPort server, TrialResult result) {
    return new TrialReport(
        server.toString(),
        result.getPolicyId(),
        result.getVerdict(),
        result.getRule(),
        result.getReason(),
        result.getFindingsList().stream()
            .map(found ->
                new PlacedFinding(
                    found.getRule(),
                    found.getKind(),
                    found.getAction(),
                    found.getPlace(),
                    found.getOffset(),
                    found.getLength()))
            .toList(),
        result.getOutput(),
        result.getCuts().getRuns(),
        result.getCuts().getComplete(),
        result.getCuts().hasDiffering()
            ? OptionalInt.of(result.getCuts().getDiffering())
            : OptionalInt.empty());
  }

  @Override
  public void close() {
    servers.forEach(server -> server.channel().close());
    answers.close();
  }
}
