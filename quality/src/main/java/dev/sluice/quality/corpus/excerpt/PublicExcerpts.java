package dev.sluice.quality.corpus.excerpt;

import dev.sluice.quality.corpus.value.SeededRandom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.ZipFile;

/** A reader of excerpts without values from public files; it counts the files. */
public final class PublicExcerpts {
  private static final int PER_FILE = 4;

  private final Predicate<String> units;
  private final long seed;
  private final Set<String> seen = new HashSet<>();
  private final Map<TextOrigin, Integer> files = new EnumMap<>(TextOrigin.class);

  /**
   * Creates a reader of some files.
   *
   * @param units whether files of a package, module or library may be read
   */
  public PublicExcerpts(Predicate<String> units, long seed) {
    this.units = units;
    this.seed = seed;
  }

  /** Reads excerpts of an origin, fewer if it does not have so many. */
  public List<FileExcerpt> read(TextOrigin origin, int count) {
    if (origin != TextOrigin.JDK || !Files.exists(PublicFiles.JDK_SOURCES)) {
      return all(origin, count);
    }
    try (ZipFile _ = new ZipFile(PublicFiles.JDK_SOURCES.toFile())) {
      return all(origin, count);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private List<FileExcerpt> all(TextOrigin origin, int count) {
    List<FileExcerpt> excerpts = new ArrayList<>();
    for (PublicFile file : shuffled(origin)) {
      if (excerpts.size() >= count) {
        break;
      }
      files.merge(origin, 1, Integer::sum);
      excerpts.addAll(chosen(file));
    }
    return excerpts.subList(0, Math.min(count, excerpts.size()));
  }

  /** Returns the numbers of files that were read. */
  public Map<TextOrigin, Integer> files() {
    return Map.copyOf(files);
  }

  private List<PublicFile> shuffled(TextOrigin origin) {
    List<PublicFile> all = new ArrayList<>();
    PublicFiles.of(origin).stream().filter(file -> units.test(file.unit())).forEach(all::add);
    all.sort(Comparator.comparing(PublicFile::path));
    Collections.shuffle(all, new Random(seed));
    return all;
  }

  private List<FileExcerpt> chosen(PublicFile file) {
    SeededRandom random = SeededRandom.of(seed, file.unit() + "/" + file.path());
    List<String> parts = new ArrayList<>(TextParts.of(text(file)));
    List<FileExcerpt> chosen = new ArrayList<>();
    while (chosen.size() < PER_FILE && !parts.isEmpty()) {
      String part = parts.remove(random.below(parts.size()));
      if (seen.add(part) && !PublicValueCheck.holdsValue(part)) {
        chosen.add(new FileExcerpt(file.origin(), file.path(), part));
      }
    }
    return chosen;
  }

  private static String text(PublicFile file) {
    try {
      return file.read();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
