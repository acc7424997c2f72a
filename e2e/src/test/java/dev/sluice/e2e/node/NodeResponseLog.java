package dev.sluice.e2e.node;

import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log of the responses to a node, with protocol errors: older content after newer, a removed
 * resource that reappears, or a partly applied transaction.
 */
public final class NodeResponseLog {
  /** The type that may repeat: endpoints are sent again after their cluster. */
  private static final String REPEATED_ON_PURPOSE = "ClusterLoadAssignment";

  private final Pattern mark;
  private final Map<String, String> held = new TreeMap<>();
  private final Map<String, Set<String>> passed = new HashMap<>();
  private final Set<String> removed = new HashSet<>();
  private final Map<String, String> marks = new HashMap<>();
  private final Set<String> seen = new TreeSet<>();
  private final List<String> protocolErrors = new ArrayList<>();
  private int responses;

  /**
   * Creates a log.
   *
   * @param mark the pattern of the number that one transaction sets in several resources
   */
  public NodeResponseLog(Pattern mark) {
    this.mark = mark;
  }

  /** Records a response. */
  synchronized void add(DeltaDiscoveryResponse response) {
    responses++;
    String type = shortName(response.getTypeUrl());
    response.getResourcesList().forEach(resource -> add(type, resource));
    for (String name : response.getRemovedResourcesList()) {
      String key = type + " " + name;
      if (held.remove(key) != null) {
        removed.add(key);
        marks.remove(key);
      }
    }
    if (new HashSet<>(marks.values()).size() > 1) {
      protocolErrors.add("in part: " + marks);
    }
    seen.addAll(marks.values());
  }

  private void add(String type, Resource resource) {
    String key = type + " " + resource.getName();
    String version = resource.getVersion();
    String before = held.put(key, version);
    if (version.equals(before)) {
      if (!type.equals(REPEATED_ON_PURPOSE)) {
        protocolErrors.add("again: " + key);
      }
    } else if (!passed.computeIfAbsent(key, k -> new HashSet<>()).add(version)) {
      protocolErrors.add("older after newer: " + key);
    }
    if (removed.contains(key)) {
      protocolErrors.add("back after its removal: " + key);
    }
    find(resource.getResource().getValue(), key);
  }

  private void find(ByteString content, String key) {
    Matcher found = mark.matcher(content.toString(StandardCharsets.ISO_8859_1));
    if (found.find()) {
      marks.put(key, found.group(1));
    }
  }

  /** Returns the protocol errors so far. */
  public synchronized List<String> protocolErrors() {
    return List.copyOf(protocolErrors);
  }

  /** Returns the version of each resource of the node. */
  public synchronized Map<String, String> versions() {
    return new TreeMap<>(held);
  }

  /** Returns the versions of one type, by name. */
  synchronized Map<String, String> versions(String typeUrl) {
    String prefix = shortName(typeUrl) + " ";
    Map<String, String> versions = new TreeMap<>();
    held.forEach((key, version) -> {
      if (key.startsWith(prefix)) {
        versions.put(key.substring(prefix.length()), version);
      }
    });
    return versions;
  }

  /** Returns true if this many resources have the number, and none has another. */
  public synchronized boolean hasAll(int resources, long number) {
    return marks.size() == resources
        && marks.values().stream().allMatch(Long.toString(number)::equals);
  }

  /** Returns true if the number was ever sent. */
  public synchronized boolean hasSeen(long number) {
    return seen.contains(Long.toString(number));
  }

  public synchronized int responses() {
    return responses;
  }

  private static String shortName(String typeUrl) {
    return typeUrl.substring(typeUrl.lastIndexOf('.') + 1);
  }
}
