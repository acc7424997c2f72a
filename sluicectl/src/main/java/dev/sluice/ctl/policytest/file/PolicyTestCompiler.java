package dev.sluice.ctl.policytest.file;

import dev.sluice.common.policyfile.PolicyCompiler;
import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyFile;
import dev.sluice.common.policyfile.PolicyProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/** A compiler of test files. */
public final class PolicyTestCompiler implements PolicyCompiler<PolicyTestFile> {
  /** The kind in the envelope of a test file. */
  public static final String KIND = "PolicyTest";

  private static final String SCHEMA = "policies/schema/policy_test.schema.json";
  private static final String FIRST_DAY = "2026-01-01T00:00:00Z";

  /** Returns a loader of test files. */
  public static PolicyFile<PolicyTestFile> file() {
    return new PolicyFile<>(KIND, SCHEMA, new PolicyTestCompiler());
  }

  @Override
  public PolicyTestFile compile(PolicyDocument document, List<PolicyProblem> problems) {
    JsonNode spec = document.spec();
    String environment = spec.path("environment").asString("dev");
    Path folder = document.file().resolveSibling("");
    var policies = new ArrayList<Path>();
    for (int i = 0; i < spec.path("policies").size(); i++) {
      Path policy = folder.resolve(spec.path("policies").path(i).asString("")).normalize();
      policies.add(policy);
      if (!Files.isRegularFile(policy)) {
        problems.add(document.problem("/policies/" + i, "there is no file " + policy));
      }
    }
    var cases = new ArrayList<PolicyCase>();
    var bodies = new BodyCaseReader(document, folder, environment, problems);
    entries(document, "bodies", bodies::body, cases);
    entries(document, "corpora", bodies::corpus, cases);
    entries(document, "attacks", bodies::attack, cases);
    var requests = new RequestCaseReader(document, callers(document, problems), problems);
    entries(document, "requests", requests::request, cases);
    entries(document, "roles", requests::role, cases);
    entries(
        document,
        "models",
        (node, pointer) -> ModelCase.read(node, pointer, document, environment),
        cases);
    entries(document, "tiers", (node, pointer) -> TierCase.read(node, pointer, document), cases);
    return new PolicyTestFile(
        document.file(),
        policies,
        now(document, problems),
        environment,
        spec.path("publishes")
            .valueStream()
            .filter(JsonNode::isObject)
            .map(TestPublish::read)
            .toList(),
        cases);
  }

  private static Instant now(PolicyDocument document, List<PolicyProblem> problems) {
    try {
      return Instant.parse(document.spec().path("now").asString(FIRST_DAY));
    } catch (DateTimeException e) {
      problems.add(document.problem("/now", "is not a time; write 2026-03-02T09:00:00Z"));
      return Instant.parse(FIRST_DAY);
    }
  }

  private static Map<String, TestCaller> callers(
      PolicyDocument document, List<PolicyProblem> problems) {
    var callers = new HashMap<String, TestCaller>();
    document
        .spec()
        .path("identities")
        .propertyStream()
        .forEach(named -> {
          try {
            callers.put(named.getKey(), TestCaller.read(named.getValue()));
          } catch (DateTimeException e) {
            problems.add(
                document.problem(
                    "/identities/" + named.getKey(), "has a wrong duration; write PT5M or -PT1H"));
          }
        });
    return callers;
  }

  private static void entries(
      PolicyDocument document,
      String section,
      BiFunction<JsonNode, String, PolicyCase> reader,
      List<PolicyCase> cases) {
    for (int i = 0; i < document.spec().path(section).size(); i++) {
      String pointer = "/" + section + "/" + i;
      document.entry(section, i).ifPresent(entry -> cases.add(reader.apply(entry, pointer)));
    }
  }

  static CasePlace place(PolicyDocument document, String pointer) {
    PolicyProblem there = document.problem(pointer, "");
    return new CasePlace(there.file(), there.line(), there.column());
  }

  static List<String> texts(JsonNode list) {
    return list.valueStream().map(text -> text.asString("")).toList();
  }

  static Optional<List<String>> optionalTexts(JsonNode list) {
    return list.isMissingNode() ? Optional.empty() : Optional.of(texts(list));
  }
}
