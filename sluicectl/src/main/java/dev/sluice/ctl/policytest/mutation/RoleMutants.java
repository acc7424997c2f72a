package dev.sluice.ctl.policytest.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The mutants of roles: each with one permission less or more. */
final class RoleMutants {
  private static final Set<String> PORTALS = Set.of("operator", "provider", "customer");

  private RoleMutants() {}

  static void of(MutantList list) {
    Set<String> actions = actions(list);
    List<String> roles = list.keys("roles");
    for (String name : roles) {
      String role = "role " + name;
      for (int i = 0; i < list.size("roles", name, "grants"); i++) {
        grant(list, name, i, actions);
      }
      list.dropEach(role + " may no longer grant", "roles", name, "may-grant");
      list.dropEach(role + " may no longer use the portal", "roles", name, "portals");
      Set<String> more = new TreeSet<>(PORTALS);
      more.removeAll(texts(list, "roles", name, "portals"));
      more.stream()
          .findFirst()
          .ifPresent(portal ->
              list.append(
                  role + " may use the portal " + portal, portal, "roles", name, "portals"));
    }
  }

  private static void grant(MutantList list, String name, int i, Set<String> actions) {
    String grant = "role " + name + ", grant " + (i + 1);
    list.drop(grant + " is dropped", "roles", name, "grants", i);
    for (String words : List.of("resources", "actions")) {
      if (list.size("roles", name, "grants", i, words) > 1) {
        list.dropEach(grant + " has no longer", "roles", name, "grants", i, words);
      }
    }
    Set<String> more = new TreeSet<>(actions);
    more.removeAll(texts(list, "roles", name, "grants", i, "actions"));
    more.stream()
        .findFirst()
        .ifPresent(action ->
            list.append(
                grant + " also has " + action, action, "roles", name, "grants", i, "actions"));
    list.dropIfPresent(grant + " has no environments", "roles", name, "grants", i, "environments");
  }

  private static Set<String> actions(MutantList list) {
    Set<String> actions = new TreeSet<>();
    for (String name : list.keys("roles")) {
      for (int i = 0; i < list.size("roles", name, "grants"); i++) {
        actions.addAll(texts(list, "roles", name, "grants", i, "actions"));
      }
    }
    return actions;
  }

  private static List<String> texts(MutantList list, Object... path) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < list.size(path); i++) {
      List<Object> item = new ArrayList<>(List.of(path));
      item.add(i);
      texts.add(list.text(item.toArray()));
    }
    return texts;
  }
}
