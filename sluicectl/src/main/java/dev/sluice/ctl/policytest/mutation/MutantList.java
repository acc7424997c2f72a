package dev.sluice.ctl.policytest.mutation;

import dev.sluice.common.policyfile.PolicySource;
import dev.sluice.common.yaml.YamlNode;
import dev.sluice.ctl.policytest.run.YamlTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A list of the mutants of one policy file. Paths begin at the spec. */
final class MutantList {
  private final PolicySource.Parsed source;
  private final List<Object> spec;
  private final List<PolicyMutant> mutants = new ArrayList<>();

  MutantList(PolicySource.Parsed source) {
    this.source = source;
    boolean plain = YamlTree.at(source.root(), List.of("kind")).isEmpty();
    spec = plain ? List.of() : List.of("spec");
  }

  List<PolicyMutant> mutants() {
    return mutants;
  }

  String text(Object... path) {
    return YamlTree.text(source.root(), path(path));
  }

  boolean has(Object... path) {
    return YamlTree.at(source.root(), path(path)).isPresent();
  }

  int size(Object... path) {
    return YamlTree.items(source.root(), path(path)).size();
  }

  List<String> keys(Object... path) {
    return YamlTree.keys(source.root(), path(path));
  }

  /** Adds a mutant without an entry. */
  void drop(String change, Object... path) {
    List<Object> at = path(path);
    add(change, at, YamlTree.without(source.root(), at));
  }

  /** Adds one mutant for each item of a list, without that item. */
  void dropEach(String change, Object... path) {
    for (int i = 0; i < size(path); i++) {
      String item = text(append(path, i));
      drop(change + (item.isEmpty() ? "" : " " + item), append(path, i));
    }
  }

  /** Adds a mutant without an entry, if there is one. */
  void dropIfPresent(String change, Object... path) {
    if (has(path)) {
      drop(change, path);
    }
  }

  /** Adds a mutant of a rule for each of these selectors that it has, without the selector. */
  void dropSelectors(String rule, List<String> selectors, String section, int position) {
    for (String selector : selectors) {
      dropIfPresent(rule + " is no longer limited by " + selector, section, position, selector);
    }
  }

  /** Adds a mutant of a rule with the other mode: enforced, or in shadow. */
  void exchangeMode(String rule, String section, int position) {
    boolean shadow = text(section, position, "mode").equals("shadow");
    put(
        rule + (shadow ? " is enforced" : " only reports"),
        shadow ? "enforce" : "shadow",
        section,
        position,
        "mode");
  }

  /** Adds a mutant with another text under a key of a mapping. */
  void put(String change, String text, Object... path) {
    List<Object> at = path(path);
    List<Object> parent = at.subList(0, at.size() - 1);
    YamlNode like = YamlTree.at(source.root(), at).orElse(source.root());
    YamlNode value = YamlTree.textLike(like, text);
    YamlNode root = YamlTree.put(source.root(), parent, String.valueOf(at.getLast()), value);
    add(change, has(path) ? at : parent, root);
  }

  /** Adds a mutant with another text under a key, and without a key beside it. */
  void putWithout(String change, String text, String without, Object... path) {
    List<Object> at = path(path);
    List<Object> parent = at.subList(0, at.size() - 1);
    List<Object> dropped = new ArrayList<>(parent);
    dropped.add(without);
    YamlNode like = YamlTree.at(source.root(), at).orElse(source.root());
    YamlNode root =
        YamlTree.put(
            YamlTree.without(source.root(), dropped),
            parent,
            String.valueOf(at.getLast()),
            YamlTree.textLike(like, text));
    add(change, has(path) ? at : parent, root);
  }

  /** Adds a mutant with one more text in a list. */
  void append(String change, String text, Object... path) {
    List<Object> at = path(path);
    YamlNode root =
        YamlTree.with(
            source.root(),
            at,
            node -> {
              if (!(node instanceof YamlNode.Sequence list)) {
                return node;
              }
              List<YamlNode> items = new ArrayList<>(list.items());
              items.add(YamlTree.textLike(list, text));
              return new YamlNode.Sequence(items, list.position());
            });
    add(change, at, root);
  }

  /** Adds a mutant with a truth value under a key of a mapping. */
  void putFlag(String change, boolean flag, Object... path) {
    putScalar(change, String.valueOf(flag), YamlNode.ScalarKind.FLAG, path);
  }

  /** Adds a mutant with a whole number under a key of a mapping. */
  void putNumber(String change, String number, Object... path) {
    putScalar(change, number, YamlNode.ScalarKind.INTEGER, path);
  }

  private void putScalar(String change, String text, YamlNode.ScalarKind kind, Object... path) {
    List<Object> at = path(path);
    List<Object> parent = at.subList(0, at.size() - 1);
    YamlNode value = new YamlNode.Scalar(text, kind, source.root().position());
    add(change, parent, YamlTree.put(source.root(), parent, String.valueOf(at.getLast()), value));
  }

  private void add(String change, List<Object> at, YamlNode root) {
    YamlNode place = YamlTree.at(source.root(), at).orElse(source.root());
    mutants.add(
        new PolicyMutant(
            new PolicySource.Parsed(source.file(), root, source.sha256(), source.problems()),
            place.position(),
            change));
  }

  private List<Object> path(Object... path) {
    List<Object> whole = new ArrayList<>(spec);
    whole.addAll(List.of(path));
    return whole;
  }

  private static Object[] append(Object[] path, Object last) {
    Object[] longer = Arrays.copyOf(path, path.length + 1);
    longer[path.length] = last;
    return longer;
  }
}
