package dev.sluice.ctl.explain;

import com.google.protobuf.ByteString;
import dev.sluice.common.audit.record.UrlMask;
import dev.sluice.common.explain.ExplainedCheck;
import dev.sluice.common.explain.ExplainedFact;
import dev.sluice.common.explain.ExplainedStep;
import dev.sluice.common.explain.ExplainedVerdict;
import dev.sluice.common.explain.Explanation;
import dev.sluice.common.match.route.RequestPath;
import dev.sluice.common.token.jws.CompactToken;
import dev.sluice.common.token.jws.IssuerSettings;
import dev.sluice.common.waf.WafRule;
import dev.sluice.ctl.policytest.run.TestTokenSigner;
import dev.sluice.ctl.policytest.run.TestedAuthorizer;
import dev.sluice.ctl.policytest.run.TestedPolicies;
import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.Decision;
import dev.sluice.extauthz.decision.RequestLimits;
import dev.sluice.extauthz.decision.outcome.RequestPlace;
import dev.sluice.extauthz.identity.RequestCredential;
import dev.sluice.extauthz.policy.AuthzPolicy;
import dev.sluice.extauthz.policy.IssuerPolicy;
import dev.sluice.extauthz.policy.limit.LimitRule;
import dev.sluice.extproc.policy.BodyDirection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** An explainer of requests. It evaluates each one with the authorizer and the scanner. */
final class RequestExplainer implements AutoCloseable {
  private static final int MOST_NAMES = 50;
  private static final String DEFAULT_TYPE = "application/octet-stream";

  private final TestedAuthorizer authorizer;
  private final BodyStep bodies;
  private final TokenKeys keys;
  private final TestTokenSigner signer;
  private final Map<String, String> conditions;
  private final AuthzPolicy given;
  private final Set<String> attacks;
  private CheckRecorder recorder;

  /**
   * Creates an explainer.
   *
   * @param policy the policy, whose issuers have the keys in force
   */
  RequestExplainer(
      TestedPolicies policies,
      AuthzPolicy policy,
      TestedAuthorizer.Surroundings surroundings,
      TokenKeys keys,
      TestTokenSigner signer) {
    conditions = policies.authz().map(RequestExplainer::conditions).orElseGet(Map::of);
    recorder = new CheckRecorder(conditions);
    attacks =
        policies.waf().stream()
            .flatMap(waf -> waf.rules().stream())
            .map(WafRule::id)
            .collect(Collectors.toUnmodifiableSet());
    given = policies.authz().map(TestedPolicies.LoadedAuthz::policy).orElse(policy);
    RequestLimits limits = (context, violations) -> recorder.count(context, violations);
    authorizer = new TestedAuthorizer(policy, policies.waf(), surroundings, limits);
    bodies = new BodyStep(policies.dlp(), policies.waf());
    this.keys = keys;
    this.signer = signer;
  }

  /**
   * An explanation with the decision that it explains.
   *
   * @param decision the decision of the authorizer
   */
  record Explained(Explanation explanation, Decision decision) {}

  /** Explains a request with its body and the answer to it, each of which may be empty. */
  Explained explain(CheckInput sent, ByteString body, ByteString answer) {
    recorder = new CheckRecorder(conditions);
    Optional<CompactToken> token = token(sent);
    CheckInput input = keys == TokenKeys.NONE ? withTestKey(sent, token) : sent;
    Decision decision = authorizer.decide(input, recorder);
    List<ExplainedStep> steps = new ArrayList<>();
    steps.add(request(input, decision.facts().environment()));
    steps.add(RouteStep.of(authorizer, input, decision.facts()));
    Optional<AuthorizationContext> context = recorder.context();
    if (context.isPresent()) {
      addChecks(context.get(), token, steps);
      if (decision instanceof Decision.Allow) {
        addBodies(context.get(), body, answer, steps);
      }
    }
    Optional<ExplainedStep> rejected =
        steps.stream().filter(RequestExplainer::deniesBody).findFirst();
    steps.add(ResultStep.of(decision, rejected.isEmpty()));
    Explanation explanation =
        rejected
            .map(step -> ofRejectedBody(step, steps))
            .orElseGet(() -> explanation(decision, steps));
    return new Explained(explanation, decision);
  }

  /** Returns an explanation of a request whose body the inspection rejects. */
  private Explanation ofRejectedBody(ExplainedStep body, List<ExplainedStep> steps) {
    String rule =
        body.facts().stream()
            .filter(fact -> fact.name().equals("rule"))
            .map(ExplainedFact::value)
            .findFirst()
            .orElse("");
    String code = rule.isEmpty() ? "" : attacks.contains(rule) ? "WAF_BLOCKED" : "DLP_BLOCKED";
    return new Explanation(Explanation.Source.POLICIES, "", "allow", 0, code, rule, steps);
  }

  private static boolean deniesBody(ExplainedStep step) {
    return step.verdict() == ExplainedVerdict.DENIED
        && step.name().equals(BodyStep.name(BodyDirection.REQUEST));
  }

  private static Explanation explanation(Decision decision, List<ExplainedStep> steps) {
    boolean allowed = decision instanceof Decision.Allow;
    return new Explanation(
        Explanation.Source.POLICIES,
        "",
        allowed ? "allow" : "deny",
        decision instanceof Decision.Deny deny ? deny.code().status() : 0,
        decision instanceof Decision.Deny deny ? deny.code().name() : "",
        decision.facts().rule(),
        steps);
  }

  private static Optional<CompactToken> token(CheckInput input) {
    String text =
        switch (RequestCredential.fromHeaders(input::header)) {
          case RequestCredential.Bearer(String bearer) -> bearer;
          case RequestCredential.Dpop(String bound) -> bound;
          case RequestCredential.Absent(),
              RequestCredential.ApiKey _,
              RequestCredential.Unreadable() ->
              "";
        };
    return CompactToken.parse(text) instanceof CompactToken.ParseResult.Parsed(var parsed)
        ? Optional.of(parsed)
        : Optional.empty();
  }

  /** Signs the token again, so that all checks but that of its own signature are real. */
  private CheckInput withTestKey(CheckInput input, Optional<CompactToken> token) {
    if (token.isEmpty()) {
      return input;
    }
    String authorization = String.valueOf(input.header("authorization"));
    String scheme = authorization.substring(0, authorization.indexOf(' ') + 1);
    Map<String, String> headers = new HashMap<>(input.headers());
    headers.put(
        "authorization", scheme + signer.resigned(token.get(), acceptsAlgorithm(token.get())));
    return new CheckInput(
        input.method(),
        input.host(),
        input.path(),
        headers,
        input.peer(),
        input.routeId(),
        input.requestId(),
        input.correlationId(),
        input.time());
  }

  /**
   * Returns whether the issuer of the token signs with its algorithm. An issuer without a name may
   * have issued only what no other issuer did.
   */
  private boolean acceptsAlgorithm(CompactToken token) {
    List<IssuerSettings> all = given.issuers().stream().map(IssuerPolicy::settings).toList();
    List<IssuerSettings> named =
        all.stream()
            .filter(settings -> settings.issuer().isPresent() && settings.mayHaveIssued(token))
            .toList();
    return (named.isEmpty() ? all : named)
        .stream().anyMatch(settings -> settings.algorithms().contains(token.header().algorithm()));
  }

  /** Returns the texts of the conditions by the names of their rules. */
  private static Map<String, String> conditions(TestedPolicies.LoadedAuthz authz) {
    Map<String, String> texts = new HashMap<>();
    for (JsonNode condition : authz.document().spec().path("conditions").values()) {
      String when = condition.path("when").asString("");
      texts.put(
          "condition:" + condition.path("id").asString(""),
          ValueMask.shortened(
              (when.isEmpty() ? "" : "when " + when + " ")
                  + "requires "
                  + condition.path("require").asString("")));
    }
    return texts;
  }

  private static ExplainedStep request(CheckInput input, String environment) {
    int query = input.path().indexOf('?');
    String path = RequestPath.normalize(input.path()).orElse("[ambiguous]");
    return new ExplainedStep.Builder("request")
        .fact("method", ValueMask.shortened(input.method()))
        .fact("host", ValueMask.shortened(input.host()))
        .fact("path", ValueMask.shortened(UrlMask.maskPath(path)))
        .fact("query", query < 0 ? "" : ValueMask.hidden(input.path().substring(query + 1)))
        .fact("headers", headerNames(input))
        .fact("address", input.peer().address())
        .fact("environment", environment)
        .fact("time", input.time().toString())
        .build();
  }

  /** Returns the names of headers. A client chooses names, so one that may be a value is hidden. */
  private static String headerNames(CheckInput input) {
    List<String> names =
        new TreeSet<>(input.headers().keySet())
            .stream()
                .map(name -> RequestPlace.header(name).param().orElse("[name not shown]"))
                .toList();
    String shown = names.stream().limit(MOST_NAMES).collect(Collectors.joining(" "));
    int more = names.size() - MOST_NAMES;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  private void addChecks(
      AuthorizationContext context, Optional<CompactToken> token, List<ExplainedStep> steps) {
    steps.add(rules("rules before the credential", recorder.beforeCredential()));
    var credential =
        new CredentialStep(
            context.route().auth(), context.policy(), token, context.input().time(), keys);
    steps.add(recorder.credential().map(credential::of).orElseGet(CredentialStep::notReached));
    steps.add(
        recorder
            .level()
            .map(level -> rules("level", List.of(level)))
            .orElseGet(() -> notReached("level")));
    boolean allowed =
        recorder.level().map(level -> level.verdict() == ExplainedVerdict.PASSED).orElse(false);
    steps.add(
        allowed
            ? rules("rules for the caller", recorder.afterLevel())
            : notReached("rules for the caller"));
    steps.add(limits(steps.stream().noneMatch(RequestExplainer::denies)));
  }

  private static boolean denies(ExplainedStep step) {
    return step.verdict() == ExplainedVerdict.DENIED;
  }

  private static ExplainedStep notReached(String name) {
    return new ExplainedStep.Builder(name).verdict(ExplainedVerdict.NOT_REACHED).build();
  }

  private static ExplainedStep rules(String name, List<ExplainedCheck> checks) {
    boolean denied = checks.stream().anyMatch(check -> check.verdict() == ExplainedVerdict.DENIED);
    return new ExplainedStep(
        name, denied ? ExplainedVerdict.DENIED : ExplainedVerdict.PASSED, List.of(), checks);
  }

  private ExplainedStep limits(boolean reached) {
    if (!reached) {
      return notReached("limits");
    }
    var step = new ExplainedStep.Builder("limits").verdict(ExplainedVerdict.NOT_KNOWN);
    if (recorder.limits().isEmpty()) {
      step.verdict(ExplainedVerdict.PASSED).fact("count", "no limit of the policy or the route");
    }
    for (LimitRule limit : recorder.limits()) {
      step.check(limit.attributes().name(), ExplainedVerdict.NOT_KNOWN, words(limit));
    }
    return step.build();
  }

  private static String words(LimitRule limit) {
    String keyed =
        limit.keys().stream()
            .map(key -> key.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return limit.limit().requests()
        + " in "
        + limit.limit().period()
        + ", burst "
        + limit.limit().burst()
        + (keyed.isEmpty() ? ", one counter" : ", a counter for each " + keyed)
        + "; its state is not known here";
  }

  private void addBodies(
      AuthorizationContext context, ByteString body, ByteString answer, List<ExplainedStep> steps) {
    boolean incremental = !context.route().inspection().equals("pre_only");
    if (context.route().inspection().equals("off")) {
      steps.add(
          new ExplainedStep.Builder(BodyStep.name(BodyDirection.REQUEST))
              .fact("result", "the route asks for no inspection")
              .build());
      return;
    }
    if (!body.isEmpty()) {
      String type = context.input().headers().getOrDefault("content-type", DEFAULT_TYPE);
      steps.add(bodies.inspect(BodyDirection.REQUEST, type, context.scope(), incremental, body));
    }
    if (!answer.isEmpty()) {
      steps.add(
          bodies.inspect(
              BodyDirection.RESPONSE, BodyType.of(answer), context.scope(), incremental, answer));
    }
  }

  @Override
  public void close() {
    authorizer.close();
  }
}
