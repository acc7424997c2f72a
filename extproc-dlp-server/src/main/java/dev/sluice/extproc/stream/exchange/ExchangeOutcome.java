package dev.sluice.extproc.stream.exchange;

import com.google.protobuf.ByteString;
import dev.sluice.extproc.budget.AnswerUsage;
import dev.sluice.extproc.finding.BodyChange;
import dev.sluice.extproc.finding.DlpFinding;
import dev.sluice.extproc.finding.InspectionOutcome;
import dev.sluice.extproc.finding.InspectionOutcome.RuleCount;
import dev.sluice.extproc.finding.ShadowChanges;
import dev.sluice.extproc.finding.TokenUsage;
import dev.sluice.extproc.inspect.BodyInspection;
import dev.sluice.extproc.inspect.Inspector;
import dev.sluice.extproc.model.ChosenModel;
import dev.sluice.extproc.policy.BodyDirection;
import dev.sluice.extproc.policy.ModelRules.ModelVerdict;
import dev.sluice.extproc.policy.RuleAction;
import dev.sluice.extproc.response.DlpErrorCode;
import dev.sluice.extproc.response.DlpMetadata;
import dev.sluice.extproc.response.ProcessingResponses;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The outcome of the inspections of one exchange, both directions together. */
public final class ExchangeOutcome {
  private static final long METADATA_INTERVAL = Duration.ofSeconds(1).toNanos();

  private final ExchangeContext exchange;
  private final Inspector inspector;
  private @Nullable BodyInspection request;
  private @Nullable BodyInspection response;
  private @Nullable DlpErrorCode reject;
  private @Nullable ChosenModel chosen;
  private BodyDirection rejectedDirection = BodyDirection.REQUEST;
  private boolean eventStream;
  private boolean fromCache;
  private ModelVerdict modelVerdict = ModelVerdict.UNRULED;
  private ByteString unsentModel = ByteString.EMPTY;
  private @Nullable DlpMetadata sent;
  private RuleAction sentResponseAction = RuleAction.ALLOW;
  private long sentAt = System.nanoTime();

  /**
   * Creates an outcome.
   *
   * @param inspector the inspector of both directions, which names its policy
   */
  public ExchangeOutcome(ExchangeContext exchange, Inspector inspector) {
    this.exchange = exchange;
    this.inspector = inspector;
  }

  public ExchangeContext exchange() {
    return exchange;
  }

  public void addInspection(BodyDirection direction, BodyInspection inspection) {
    switch (direction) {
      case REQUEST -> request = inspection;
      case RESPONSE -> response = inspection;
    }
  }

  /** Marks the response as an event stream, inspected or not. */
  public void markEventStream() {
    eventStream = true;
  }

  /** Marks the response as one from the cache, for which no model runs. */
  public void markFromCache() {
    fromCache = true;
  }

  public boolean isEventStream() {
    return eventStream;
  }

  /** Records the model that the body of the request has chosen. */
  public void choose(ChosenModel model) {
    chosen = model;
  }

  /** Records the verdict of the rules about models. */
  public void judge(ModelVerdict verdict) {
    modelVerdict = verdict;
  }

  /** Returns the verdict of the rules about models. */
  public ModelVerdict modelVerdict() {
    return modelVerdict;
  }

  /** Records the model of a chain that has answered, and the metadata that tells the access log. */
  public void answeredBy(ChosenModel model, ByteString metadata) {
    chosen = model;
    unsentModel = metadata;
  }

  /** Returns the model that the body of the request has chosen. */
  public Optional<ChosenModel> chosenModel() {
    return Optional.ofNullable(chosen);
  }

  /** Returns the name of the model: the chosen one, else the one that the client sent. */
  public String model() {
    return chosen == null ? exchange.model() : chosen.alias();
  }

  public void reject(BodyDirection direction, DlpErrorCode code) {
    reject = code;
    if (code == DlpErrorCode.MODEL_FORBIDDEN) {
      unsentModel = ProcessingResponses.modelVerdict(modelVerdict);
    }
    rejectedDirection = direction;
  }

  public Optional<DlpErrorCode> errorCode() {
    return Optional.ofNullable(reject);
  }

  /** Returns true if a part of the exchange was inspected, or was rejected instead. */
  public boolean isInspected() {
    return request != null || response != null || reject != null;
  }

  /**
   * Returns true if metadata should be sent before the end of the exchange. The access log would
   * miss it if the client left.
   */
  public boolean hasUnsentMetadata() {
    return !unsentModel.isEmpty() || hasUnsentFindings();
  }

  private boolean hasUnsentFindings() {
    return eventStream
        && response != null
        && (response.outcome().action() != sentResponseAction
            || System.nanoTime() - sentAt > METADATA_INTERVAL);
  }

  /** Returns the metadata that the access log has not received, as a field of a response. */
  public ByteString takeUnsentMetadata() {
    ByteString model = unsentModel;
    unsentModel = ByteString.EMPTY;
    return model.concat(takeUnsentFindings());
  }

  private ByteString takeUnsentFindings() {
    if (!isInspected() && exchange.inspection() == BodyInspectionMode.OFF) {
      return ByteString.EMPTY;
    }
    DlpMetadata metadata = metadata();
    ByteString diff = metadata.diff(sent);
    sent = metadata;
    sentResponseAction = response == null ? RuleAction.ALLOW : response.outcome().action();
    sentAt = System.nanoTime();
    return diff;
  }

  /** Returns the use that the answer shows. */
  public AnswerUsage answerUsage() {
    return response == null
        ? AnswerUsage.NONE
        : AnswerUsage.of(response.usage(), response.estimatedTokens());
  }

  public DlpMetadata metadata() {
    InspectionOutcome requestOutcome =
        request == null ? InspectionOutcome.NOTHING : request.outcome();
    InspectionOutcome responseOutcome =
        response == null ? InspectionOutcome.NOTHING : response.outcome();
    boolean responseDecides = responseOutcome.action().strongerThan(requestOutcome.action());
    InspectionOutcome winner = responseDecides ? responseOutcome : requestOutcome;
    return new DlpMetadata(
        reject == null ? winner.action() : RuleAction.BLOCK,
        stage(responseDecides, requestOutcome),
        winner.rule(),
        counts(requestOutcome, responseOutcome),
        findings(),
        usage(),
        Optional.ofNullable(response).flatMap(BodyInspection::diffHash),
        Optional.ofNullable(response).flatMap(BodyInspection::changedFilesHash),
        inspector.version(),
        inspector.policyId(),
        eventStream,
        errorCode(),
        shadowChanges());
  }

  private Optional<ShadowChanges> shadowChanges() {
    Optional<BodyChange> ofRequest =
        Optional.ofNullable(request).flatMap(BodyInspection::shadowChange);
    Optional<BodyChange> ofResponse =
        Optional.ofNullable(response).flatMap(BodyInspection::shadowChange);
    return ofRequest.isEmpty() && ofResponse.isEmpty()
        ? Optional.empty()
        : inspector.shadowPolicyId().map(id -> new ShadowChanges(id, ofRequest, ofResponse));
  }

  private String stage(boolean responseDecides, InspectionOutcome requestOutcome) {
    if (reject != null && rejectedDirection == BodyDirection.REQUEST) {
      return "pre";
    }
    if (eventStream) {
      return response == null ? "pre_only" : "pre_and_incremental";
    }
    boolean answered = response != null && requestOutcome.action() == RuleAction.ALLOW;
    return responseDecides || answered || reject != null ? "post" : "pre";
  }

  private List<DlpFinding> findings() {
    List<DlpFinding> requestOutcome = request == null ? List.of() : request.findings();
    List<DlpFinding> responseOutcome = response == null ? List.of() : response.findings();
    if (requestOutcome.isEmpty() || responseOutcome.isEmpty()) {
      return requestOutcome.isEmpty() ? responseOutcome : requestOutcome;
    }
    return Stream.concat(requestOutcome.stream(), responseOutcome.stream()).toList();
  }

  private static List<RuleCount> counts(
      InspectionOutcome requestOutcome, InspectionOutcome responseOutcome) {
    if (requestOutcome.counts().isEmpty() || responseOutcome.counts().isEmpty()) {
      return requestOutcome.counts().isEmpty() ? responseOutcome.counts() : requestOutcome.counts();
    }
    Map<List<Object>, RuleCount> counts = new LinkedHashMap<>();
    for (InspectionOutcome outcome : List.of(requestOutcome, responseOutcome)) {
      for (RuleCount count : outcome.counts()) {
        counts.merge(List.of(count.rule(), count.action()), count, RuleCount::plus);
      }
    }
    return List.copyOf(counts.values());
  }

  /** Returns the usage that the response reports, completed from the request. */
  private TokenUsage usage() {
    if (fromCache || !exchange.runsModel()) {
      return TokenUsage.NONE;
    }
    TokenUsage ofRequest = request == null ? TokenUsage.NONE : request.usage();
    TokenUsage answered = response == null ? TokenUsage.NONE : response.usage();
    boolean fromResponse = answered.inputTokens().isPresent();
    return new TokenUsage(
        fromResponse ? answered.inputTokens() : ofRequest.inputTokens(),
        answered.outputTokens(),
        answered.cachedTokens(),
        answered.reasoningTokens(),
        answered.estimated() || (!fromResponse && ofRequest.estimated()));
  }
}
