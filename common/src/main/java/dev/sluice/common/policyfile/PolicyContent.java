package dev.sluice.common.policyfile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The content of a policy as it was read: a file, or the YAML files of a folder in the order of
 * their names.
 */
record PolicyContent(Path place, boolean folder, SortedMap<Path, byte[]> files) {
  private static final int MOST_FILES = 100;

  PolicyContent {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  static PolicyContent of(Path file, byte[] content) {
    var files = new TreeMap<Path, byte[]>();
    files.put(file, content);
    return new PolicyContent(file, false, files);
  }

  /** Reads a policy, up to the maximum file size and number of files. */
  static PolicyContent read(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return of(place, PolicySource.content(place));
    }
    List<Path> found = PolicyFolder.files(place);
    if (found.size() > MOST_FILES) {
      throw new IOException("more than " + MOST_FILES + " files");
    }
    var files = new TreeMap<Path, byte[]>();
    for (Path file : found) {
      files.put(file, PolicySource.content(file));
    }
    return new PolicyContent(place, true, files);
  }

  /** Returns the hash that identifies the version; for a single file, that of the file. */
  String sha256() {
    if (!folder) {
      return PolicySource.sha256(files.firstEntry().getValue());
    }
    var all = new StringBuilder();
    files.forEach((file, content) ->
        all.append(file.getFileName()).append('\n').append(PolicySource.sha256(content)));
    return PolicySource.sha256(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the end of each file. */
  Map<Path, FileEnd> ends() {
    var ends = new TreeMap<Path, FileEnd>();
    files.forEach((file, content) -> ends.put(file, FileEnd.of(content)));
    return ends;
  }

  /**
   * Returns the first file that ends less completely than before: it is still being written, or its
   * write was interrupted.
   */
  Optional<Path> firstCut(Map<Path, FileEnd> before) {
    return ends().entrySet().stream()
        .filter(
            end -> end.getValue().compareTo(before.getOrDefault(end.getKey(), end.getValue())) < 0)
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
