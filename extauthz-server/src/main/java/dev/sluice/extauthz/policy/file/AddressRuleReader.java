package dev.sluice.extauthz.policy.file;

import dev.sluice.common.policyfile.PolicyDocument;
import dev.sluice.common.policyfile.PolicyProblem;
import dev.sluice.extauthz.policy.AddressRule;
import dev.sluice.extauthz.policy.RuleAttributes;
import dev.sluice.extauthz.policy.address.CidrBlock;
import dev.sluice.extauthz.policy.address.IpAddressSet;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A reader of the address lists of a policy file and of the files that it names. */
public final class AddressRuleReader {
  private static final String SECTION = "addresses";
  private static final List<String> FILES = List.of("allow-file", "deny-file");

  private final PolicyDocument document;
  private final Map<String, String> otherLists;
  private final List<PolicyProblem> problems;

  /**
   * Creates a reader.
   *
   * @param otherLists the places of the lists of the other file that is in force, by id
   */
  public AddressRuleReader(
      PolicyDocument document, Map<String, String> otherLists, List<PolicyProblem> problems) {
    this.document = document;
    this.otherLists = Map.copyOf(otherLists);
    this.problems = problems;
  }

  /**
   * Returns the files that a policy names. A relative name is resolved against the folder of the
   * policy file.
   */
  public static List<Path> referencedFiles(PolicyDocument document) {
    return document
        .spec()
        .path(SECTION)
        .valueStream()
        .flatMap(rule -> FILES.stream().map(rule::path))
        .filter(JsonNode::isString)
        .flatMap(name -> path(document, name.asString()).stream())
        .toList();
  }

  /** Returns the place of each address list of a valid document, by its id. */
  public static Map<String, String> places(PolicyDocument document) {
    Map<String, String> places = new HashMap<>();
    JsonNode nodes = document.spec().path(SECTION);
    for (int i = 0; i < nodes.size(); i++) {
      String pointer = "/" + SECTION + "/" + i + "/id";
      places.put(nodes.path(i).path("id").asString(), document.problem(pointer, "").place());
    }
    return places;
  }

  /** Reads all address lists and adds each problem to the list of problems. */
  public List<AddressRule> readAll() {
    List<AddressRule> rules = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    JsonNode nodes = document.spec().path(SECTION);
    for (int i = 0; i < nodes.size(); i++) {
      if (document.entry(SECTION, i).isEmpty()) {
        continue;
      }
      String pointer = "/" + SECTION + "/" + i;
      String id = nodes.path(i).path("id").asString();
      if (otherLists.containsKey(id)) {
        problems.add(
            document.problem(
                pointer + "/id",
                "list "
                    + id
                    + ": is the id of the list at "
                    + otherLists.get(id)
                    + " too; use another id"));
      }
      if (!ids.add(id)) {
        problems.add(
            document.problem(
                pointer + "/id", "is the id of another address list; use a unique id"));
      }
      rules.add(rule(nodes.path(i), pointer));
    }
    return rules;
  }

  private AddressRule rule(JsonNode node, String pointer) {
    return new AddressRule(
        RuleAttributes.read("address", node),
        set(node, pointer, "allow", "allow-file"),
        set(node, pointer, "deny", "deny-file"));
  }

  private Optional<IpAddressSet> set(JsonNode rule, String pointer, String list, String file) {
    if (!rule.has(list) && !rule.has(file)) {
      return Optional.empty();
    }
    List<CidrBlock> blocks = new ArrayList<>();
    JsonNode texts = rule.path(list);
    for (int i = 0; i < texts.size(); i++) {
      switch (CidrBlock.parse(texts.path(i).asString())) {
        case CidrBlock.ParseResult.Parsed(CidrBlock cidr) -> blocks.add(cidr);
        case CidrBlock.ParseResult.Rejected(String reason) ->
            problem(pointer + "/" + list + "/" + i, rule, reason);
      }
    }
    if (rule.has(file)) {
      file(rule, pointer + "/" + file, rule.path(file).asString(), blocks);
    }
    return Optional.of(new IpAddressSet(blocks));
  }

  private void file(JsonNode rule, String pointer, String name, List<CidrBlock> blocks) {
    Optional<Path> path = path(document, name);
    try {
      if (path.isPresent()) {
        new AddressFileReader(path.get(), blocks, lineProblems(pointer, rule)).read();
        return;
      }
    } catch (IOException e) {
      // Reported below: a list that cannot be read must not be treated as empty.
    }
    problem(pointer, rule, "names a file that cannot be read: " + name);
  }

  private AddressFileReader.LineProblemListener lineProblems(String pointer, JsonNode rule) {
    String at = document.positions().spec() + pointer;
    String list = "list " + rule.path("id").asString() + ": ";
    return (file, line, reason) ->
        problems.add(new PolicyProblem(file, line, 1, at, list + reason));
  }

  private void problem(String pointer, JsonNode rule, String message) {
    String id = rule.path("id").asString();
    problems.add(document.problem(pointer, "list " + id + ": " + message));
  }

  private static Optional<Path> path(PolicyDocument document, String name) {
    try {
      return Optional.of(document.file().resolveSibling(name));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
