package dev.sluice.bench.xds.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one node holds and what it asks for by name. Confined to its stream's thread. */
final class NodeState {
  private final Index index;
  private final Map<XdsType, Integer> held = new EnumMap<>(XdsType.class);
  private int[] versions = new int[0];
  private int[] targets = new int[0];
  private int[] wanted = new int[0];
  private int missing;

  NodeState(Index index) {
    this.index = index;
  }

  /** Takes a version; whether the node had that very one already. */
  boolean put(int resource, int version) {
    grow(resource);
    boolean had = versions[resource] == version;
    if (versions[resource] == 0) {
      held.merge(type(resource), 1, Integer::sum);
      missing -= wanted[resource] > 0 ? 1 : 0;
    }
    versions[resource] = version;
    return had;
  }

  /** Forgets a resource. */
  void remove(int resource) {
    grow(resource);
    if (versions[resource] != 0) {
      versions[resource] = 0;
      held.merge(type(resource), -1, Integer::sum);
      missing += wanted[resource] > 0 ? 1 : 0;
    }
  }

  /** What the resource leads to; 0 for nothing. */
  int target(int resource) {
    grow(resource);
    return targets[resource];
  }

  void target(int resource, int target) {
    grow(resource);
    targets[resource] = target;
  }

  /** One more resource leads there; whether it is the first. */
  boolean want(int resource) {
    grow(resource);
    wanted[resource]++;
    if (wanted[resource] > 1) {
      return false;
    }
    missing += versions[resource] == 0 ? 1 : 0;
    return true;
  }

  /** One resource fewer leads there; whether it was the last, and the target is forgotten. */
  boolean drop(int resource) {
    grow(resource);
    wanted[resource]--;
    if (wanted[resource] > 0) {
      return false;
    }
    missing -= versions[resource] == 0 ? 1 : 0;
    remove(resource);
    return true;
  }

  /** Whether all that was asked for by name is there, and as many scopes as that. */
  boolean holdsAll(int scopes) {
    return missing == 0 && holds(XdsType.LDS) && held.getOrDefault(XdsType.SRDS, 0) >= scopes;
  }

  boolean holds(XdsType type) {
    return held.getOrDefault(type, 0) > 0;
  }

  /** The names of one type that are asked for, there or not. */
  List<String> wanted(XdsType type) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i < wanted.length; i++) {
      if (wanted[i] > 0 && type(i) == type) {
        names.add(index.resource(i).name());
      }
    }
    return names;
  }

  /** The versions of one type, by name. */
  Map<String, String> held(XdsType type) {
    Map<String, String> all = new HashMap<>();
    for (int i = 1; i < versions.length; i++) {
      if (versions[i] != 0 && type(i) == type) {
        all.put(index.resource(i).name(), index.version(versions[i]));
      }
    }
    return all;
  }

  /** A copy of all that openings depend on. */
  int[] content() {
    int[] content = new int[versions.length];
    for (int i = 0; i < content.length; i++) {
      content[i] = content(i);
    }
    return content;
  }

  /** Whether openings would say the same as when that copy was made. */
  boolean hasContent(int[] before) {
    for (int i = 0; i < Math.max(before.length, versions.length); i++) {
      int now = i < versions.length ? content(i) : 0;
      if (now != (i < before.length ? before[i] : 0)) {
        return false;
      }
    }
    return true;
  }

  private int content(int resource) {
    return versions[resource] << 1 | (wanted[resource] > 0 ? 1 : 0);
  }

  private XdsType type(int resource) {
    return index.resource(resource).type();
  }

  private void grow(int resource) {
    if (resource >= versions.length) {
      int size = Math.max(resource + 1, versions.length + versions.length / 2 + 64);
      versions = Arrays.copyOf(versions, size);
      targets = Arrays.copyOf(targets, size);
      wanted = Arrays.copyOf(wanted, size);
    }
  }
}
