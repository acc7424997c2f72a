package dev.sluice.common.policyfile.signed;

import dev.sluice.common.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A list of policy files with their content hashes. It has the same text for the same files. */
public record PolicyManifest(List<Entry> files) {
  /** The name of a manifest, which lies beside the files that it lists. */
  public static final String FILE_NAME = "policies.manifest.json";

  static final String FORMAT = "sluice-policies-1";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");
  private static final Pattern LABEL = Pattern.compile("[!-~]{1,64}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /** Creates a manifest; the files are sorted by name. */
  public PolicyManifest {
    SortedMap<String, Entry> sorted = new TreeMap<>();
    for (Entry entry : files) {
      if (sorted.put(entry.file(), entry) != null) {
        throw new IllegalArgumentException("lists the file " + entry.file() + " twice");
      }
    }
    files = List.copyOf(sorted.values());
  }

  /** A policy file: its name, what its envelope says, and the SHA-256 of its content. */
  public record Entry(String file, String kind, String name, String version, String sha256) {
    public Entry {
      require(file, NAME, "a file name of letters, digits, dots, dashes and underscores");
      require(kind, LABEL, "a kind");
      require(name, LABEL, "a name");
      require(version, LABEL, "a version");
      require(sha256, HASH, "a SHA-256");
    }

    private static void require(String text, Pattern form, String what) {
      if (!form.matcher(text).matches()) {
        throw new IllegalArgumentException("has a value that is not " + what);
      }
    }

    private String line() {
      return String.join(" ", sha256, file, kind, name, version);
    }
  }

  /** Returns the SHA-256 that identifies the content of all files. */
  public String sha256() {
    return HexFormat.of().formatHex(Sha256.of(signedBytes()));
  }

  /** Returns the hash of each file by its name. */
  Map<String, String> hashes() {
    Map<String, String> hashes = new TreeMap<>();
    files.forEach(entry -> hashes.put(entry.file(), entry.sha256()));
    return hashes;
  }

  /** Returns what a signature covers: a line for each file; no value has a space. */
  byte[] signedBytes() {
    String lines = files.stream().map(entry -> entry.line() + "\n").collect(Collectors.joining());
    return (FORMAT + "\n" + lines).getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the JSON text with a signature. */
  String json(String signature) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    for (Entry entry : files) {
      root.withArray("/files")
          .addObject()
          .put("file", entry.file())
          .put("kind", entry.kind())
          .put("name", entry.name())
          .put("version", entry.version())
          .put("sha256", entry.sha256());
    }
    root.put("signature", signature);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  /** Reads a manifest and its signature; empty if the text is not one. */
  static Optional<Signed> read(byte[] content) {
    try {
      JsonNode root = JSON.readTree(content);
      if (!root.path("format").asString("").equals(FORMAT) || !root.path("files").isArray()) {
        return Optional.empty();
      }
      List<Entry> files = new ArrayList<>();
      for (JsonNode entry : root.path("files").values()) {
        files.add(
            new Entry(
                entry.path("file").asString(""),
                entry.path("kind").asString(""),
                entry.path("name").asString(""),
                entry.path("version").asString(""),
                entry.path("sha256").asString("")));
      }
      return Optional.of(
          new Signed(new PolicyManifest(files), root.path("signature").asString("")));
    } catch (JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A manifest as it was read, with a signature that is not verified yet. */
  record Signed(PolicyManifest manifest, String signature) {}
}
