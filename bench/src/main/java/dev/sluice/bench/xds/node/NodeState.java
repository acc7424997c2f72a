package dev.sluice.bench.xds.node;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The resources and subscriptions of one node. Confined to its stream's thread. */
final class NodeState {
  private final ResourceNumbers index;
  private final Map<XdsType, Integer> held = new EnumMap<>(XdsType.class);
  private int[] versions = new int[0];
  private int[] targets = new int[0];
  private int[] wanted = new int[0];
  private int missing;

  NodeState(ResourceNumbers index) {
    this.index = index;
  }

  /** Stores a version and returns whether the node had it already. */
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

  /** Removes a resource. */
  void remove(int resource) {
    grow(resource);
    if (versions[resource] != 0) {
      versions[resource] = 0;
      held.merge(type(resource), -1, Integer::sum);
      missing += wanted[resource] > 0 ? 1 : 0;
    }
  }

  /** Returns the resource that a resource refers to; 0 if there is none. */
  int target(int resource) {
    grow(resource);
    return targets[resource];
  }

  void target(int resource, int target) {
    grow(resource);
    targets[resource] = target;
  }

  /** Counts one more reference and returns whether it is the first. */
  boolean addReference(int resource) {
    grow(resource);
    wanted[resource]++;
    if (wanted[resource] > 1) {
      return false;
    }
    missing += versions[resource] == 0 ? 1 : 0;
    return true;
  }

  /** Counts one reference less; after the last it removes the resource and returns true. */
  boolean removeReference(int resource) {
    grow(resource);
    wanted[resource]--;
    if (wanted[resource] > 0) {
      return false;
    }
    missing -= versions[resource] == 0 ? 1 : 0;
    remove(resource);
    return true;
  }

  /** Returns whether all subscribed names are there, and at least that many scopes. */
  boolean holdsAll(int scopes) {
    return missing == 0 && holds(XdsType.LDS) && held.getOrDefault(XdsType.SRDS, 0) >= scopes;
  }

  boolean holds(XdsType type) {
    return held.getOrDefault(type, 0) > 0;
  }

  /** Returns the subscribed names of one type. */
  List<String> wanted(XdsType type) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i < wanted.length; i++) {
      if (wanted[i] > 0 && type(i) == type) {
        names.add(index.resource(i).name());
      }
    }
    return names;
  }

  /** Returns the versions of one type, by name. */
  Map<String, String> held(XdsType type) {
    Map<String, String> all = new HashMap<>();
    for (int i = 1; i < versions.length; i++) {
      if (versions[i] != 0 && type(i) == type) {
        all.put(index.resource(i).name(), index.version(versions[i]));
      }
    }
    return all;
  }

  /** Returns a copy of the content that initial requests depend on. */
  int[] content() {
    int[] content = new int[versions.length];
    for (int i = 0; i < content.length; i++) {
      content[i] = content(i);
    }
    return content;
  }

  /** Returns whether that content is equal to a copy. */
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
