package dev.sluice.ctl.dlp.report;

import dev.sluice.common.Secret;
import dev.sluice.ctl.dlp.scan.ScanFinding;
import dev.sluice.extproc.rewriter.HashKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file of accepted findings: for each the rule, the path and a keyed hash of the value. Paths are
 * relative to the folder of the file.
 */
public final class Baseline {
  private static final int KEY_BYTES = 32;
  private static final long MAX_BYTES = 64 << 20;
  private static final String SEPARATOR = "\0";

  private final Path folder;
  private final Path paths;
  private final Optional<String> storedKey;
  private final HashKey key;
  private final Set<String> accepted;
  private final Set<String> written = new TreeSet<>();

  private Baseline(
      Path folder, Path paths, Optional<String> storedKey, HashKey key, Set<String> accepted) {
    this.folder = folder;
    this.paths = paths;
    this.storedKey = storedKey;
    this.key = key;
    this.accepted = accepted;
  }

  /**
   * Creates an empty baseline.
   *
   * @param file the file to write
   * @param paths the folder that the paths of findings are relative to
   * @param key the key of the hashes, which is not stored; without it, a random one is
   */
  public static Baseline empty(Path file, Path paths, Optional<Secret> key) {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    Optional<String> stored =
        key.isPresent() ? Optional.empty() : Optional.of(HexFormat.of().formatHex(random));
    return new Baseline(folder(file), paths, stored, hashKey(key, stored), Set.of());
  }

  /**
   * Reads a baseline.
   *
   * @throws IOException with a sentence if the file is not a baseline or needs another key
   */
  public static Baseline read(Path file, Path paths, Optional<Secret> key) throws IOException {
    JsonNode root = content(file);
    Optional<String> stored =
        Optional.ofNullable(root.path("key").asString(null)).filter(text -> !text.isEmpty());
    if (root.path("version").asInt(0) != 1 || !root.path("findings").isArray()) {
      throw new IOException(file + ": is not a baseline; write one with --write-baseline");
    }
    if (stored.isEmpty() && key.isEmpty()) {
      throw new IOException(file + ": was written with a key; name it with --key-file");
    }
    if (stored.isPresent() && key.isPresent()) {
      throw new IOException(
          file + ": has its own key; leave out --key-file, or write the baseline again");
    }
    Set<String> accepted = new HashSet<>();
    for (JsonNode one : root.path("findings")) {
      accepted.add(
          String.join(
              SEPARATOR,
              one.path("path").asString(""),
              one.path("rule").asString(""),
              one.path("hash").asString("")));
    }
    return new Baseline(folder(file), paths, stored, hashKey(key, stored), accepted);
  }

  private static JsonNode content(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
      throw new IOException(file + ": is not a baseline; write one with --write-baseline");
    }
    try {
      return JsonMapper.shared().readTree(Files.readAllBytes(file));
    } catch (JacksonException e) {
      throw new IOException(file + ": is not JSON; write it again with --write-baseline", e);
    }
  }

  private static Path folder(Path file) {
    Path parent = file.toAbsolutePath().normalize().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private static HashKey hashKey(Optional<Secret> key, Optional<String> stored) {
    return new HashKey(key.orElseGet(() -> Secret.of(stored.orElseThrow())));
  }

  /** Returns the key of the hashes of values. */
  public HashKey key() {
    return key;
  }

  /** Returns true if the finding is accepted. */
  public boolean accepts(ScanFinding finding) {
    return accepted.contains(fingerprint(finding));
  }

  /** Accepts a finding from the next scan on. */
  public void add(ScanFinding finding) {
    written.add(fingerprint(finding));
  }

  /** Writes the added findings to a file in the folder of the baseline. */
  public void write(Path file) throws IOException {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("version", 1);
    storedKey.ifPresent(text -> root.put("key", text));
    ArrayNode findings = root.putArray("findings");
    for (String fingerprint : written) {
      List<String> parts = new ArrayList<>(List.of(fingerprint.split(SEPARATOR)));
      ObjectNode one = findings.addObject();
      one.put("path", parts.get(0));
      one.put("rule", parts.get(1));
      one.put("hash", parts.get(2));
    }
    Files.writeString(
        file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }

  private String fingerprint(ScanFinding finding) {
    Path place = paths.resolve(finding.path()).normalize();
    String path = folder.relativize(place).toString().replace('\\', '/');
    return String.join(SEPARATOR, path, finding.rule(), finding.hash());
  }
}
