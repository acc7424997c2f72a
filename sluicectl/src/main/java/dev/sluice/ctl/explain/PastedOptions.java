package dev.sluice.ctl.explain;

import com.google.protobuf.ByteString;
import dev.sluice.common.explain.Explanation;
import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.policytest.file.BodyCase;
import dev.sluice.ctl.policytest.file.PolicyCase;
import dev.sluice.ctl.policytest.file.PolicyTestFile;
import dev.sluice.ctl.policytest.file.RequestCase;
import dev.sluice.ctl.policytest.run.RequestCaseRunner;
import dev.sluice.ctl.policytest.run.TestTokenSigner;
import dev.sluice.ctl.policytest.run.TestedAuthorizer;
import dev.sluice.ctl.policytest.run.TestedPolicies;
import dev.sluice.extauthz.decision.CheckInput;
import dev.sluice.extauthz.decision.ClientPeer;
import dev.sluice.extauthz.policy.AuthzPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options for a request or a body that was not sent, and for its surroundings. */
final class PastedOptions {
  private static final String ID = "explained";
  private static final Set<String> ENVIRONMENTS = Set.of("dev", "staging", "prod");

  @Option(
      names = "--request",
      paramLabel = "FILE",
      description = "A request in the text form of HTTP/1.1, or - for standard input.")
  private Optional<Path> request = Optional.empty();

  @Option(names = "--body", paramLabel = "FILE", description = "Its body, or a body alone.")
  private Optional<Path> body = Optional.empty();

  @Option(names = "--answer", paramLabel = "FILE", description = "The body of the answer to it.")
  private Optional<Path> answer = Optional.empty();

  @Option(
      names = "--test",
      paramLabel = "FILE",
      description = "A test file, whose policies, publishes and time apply.")
  private Optional<Path> test = Optional.empty();

  @Option(
      names = "--case",
      paramLabel = "NAME",
      description = "A case of the test file, in place of --request.")
  private Optional<String> caseName = Optional.empty();

  @Option(
      names = "--policies",
      paramLabel = "FOLDER",
      description = "The policy files (default: policies).")
  private Optional<Path> folder = Optional.empty();

  @Option(
      names = "--jwks",
      paramLabel = "FILE",
      description = "The keys of the issuers; without them no signature is checked.")
  private Optional<Path> jwks = Optional.empty();

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "dev, staging or prod, where the route names none (default: prod).")
  private Optional<String> environment = Optional.empty();

  @Option(names = "--now", paramLabel = "TIME", description = "The time, in UTC (default: now).")
  private Optional<String> now = Optional.empty();

  @Option(
      names = "--address",
      paramLabel = "IP",
      defaultValue = "127.0.0.1",
      description = "The address of the client (default: ${DEFAULT-VALUE}).")
  private String address = "";

  @Option(
      names = "--principal",
      paramLabel = "URI",
      defaultValue = "",
      description = "The identity of the client's certificate.")
  private String principal = "";

  @Option(names = "--route", paramLabel = "ID", description = "The route that Envoy names.")
  private Optional<String> route = Optional.empty();

  /** Returns whether there is something to explain. */
  boolean present() {
    return request.isPresent() || body.isPresent() || answer.isPresent() || test.isPresent();
  }

  /** Returns the folder of policy files, if it is named. */
  Optional<Path> folder() {
    return folder;
  }

  Explanation explain() {
    Optional<PolicyTestFile> tested = test.map(ExplainInputs::test);
    if (caseName.isPresent() && tested.isEmpty()) {
      throw ExplainInputs.misused("--case needs the file of the case: --test FILE");
    }
    TestedPolicies policies =
        tested
            .map(file -> LoadedPolicies.load(file.policies()))
            .orElseGet(() -> LoadedPolicies.ofFolder(folder.orElse(Path.of("policies"))));
    var surroundings =
        new TestedAuthorizer.Surroundings(
            tested.map(PolicyTestFile::now).filter(_ -> now.isEmpty()).orElseGet(this::time),
            environment
                .map(PastedOptions::environment)
                .or(() -> tested.map(PolicyTestFile::environment))
                .orElse("prod"),
            tested.map(PolicyTestFile::publishes).orElse(List.of()));
    if (caseName.isPresent()) {
      return ofCase(policies, surroundings, namedCase(tested.orElseThrow(), caseName.get()));
    }
    if (request.isEmpty() && test.isPresent() && body.isEmpty() && answer.isEmpty()) {
      throw ExplainInputs.misused("give a request with --request, or a case with --case");
    }
    return ofFiles(policies, surroundings);
  }

  private static PolicyCase namedCase(PolicyTestFile test, String name) {
    return test.cases().stream()
        .filter(each -> each.name().equals(name))
        .filter(each -> each instanceof RequestCase || each instanceof BodyCase)
        .findFirst()
        .orElseThrow(
            () -> CommandFailure.error(test.file() + " has no request or body \"" + name + "\""));
  }

  private static Explanation ofCase(
      TestedPolicies policies, TestedAuthorizer.Surroundings surroundings, PolicyCase tested) {
    if (tested instanceof BodyCase body) {
      return BodyExplainer.ofCase(policies, body);
    }
    var signer = new TestTokenSigner();
    AuthzPolicy policy = signer.withTestKeys(authz(policies));
    RequestCase request = (RequestCase) tested;
    CheckInput input =
        RequestCaseRunner.input(
            request, signer.headers(request, policy, surroundings.now()), surroundings.now());
    try (var explainer =
        new RequestExplainer(policies, policy, surroundings, TokenKeys.TEST, signer)) {
      return explainer.explain(input, ByteString.EMPTY, ByteString.EMPTY).explanation();
    }
  }

  private Explanation ofFiles(TestedPolicies policies, TestedAuthorizer.Surroundings surroundings) {
    ByteString sent = body.map(ExplainInputs::read).orElse(ByteString.EMPTY);
    ByteString answered = answer.map(ExplainInputs::read).orElse(ByteString.EMPTY);
    if (request.isEmpty()) {
      return BodyExplainer.ofBodies(policies, surroundings.environment(), sent, answered);
    }
    PastedRequest pasted = PastedRequestReader.read(ExplainInputs.read(request.get()));
    var signer = new TestTokenSigner();
    AuthzPolicy given = authz(policies);
    AuthzPolicy policy =
        jwks.map(ExplainInputs::read)
            .map(text -> TestTokenSigner.withKeys(given, text.toString(StandardCharsets.UTF_8)))
            .orElseGet(() -> signer.withTestKeys(given));
    try (var explainer =
        new RequestExplainer(
            policies,
            policy,
            surroundings,
            jwks.isPresent() ? TokenKeys.GIVEN : TokenKeys.NONE,
            signer)) {
      return explainer
          .explain(
              input(pasted, surroundings.now()), sent.isEmpty() ? pasted.body() : sent, answered)
          .explanation();
    }
  }

  private CheckInput input(PastedRequest pasted, Instant time) {
    return new CheckInput(
        pasted.method(),
        pasted.host(),
        pasted.path(),
        pasted.headers(),
        new ClientPeer(address, principal),
        route,
        ID,
        ID,
        time);
  }

  private static AuthzPolicy authz(TestedPolicies policies) {
    return policies
        .authz()
        .map(TestedPolicies.LoadedAuthz::policy)
        .orElseThrow(() -> CommandFailure.error("there is no file of kind AuthzPolicy"));
  }

  private Instant time() {
    try {
      return now.map(Instant::parse).orElseGet(Instant::now);
    } catch (DateTimeException e) {
      throw ExplainInputs.misused("--now: write a time such as 2026-03-02T09:00:00Z");
    }
  }

  private static String environment(String name) {
    if (!ENVIRONMENTS.contains(name)) {
      throw ExplainInputs.misused("--environment: use one of dev, staging, prod");
    }
    return name;
  }
}
