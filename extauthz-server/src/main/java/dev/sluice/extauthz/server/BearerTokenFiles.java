package dev.sluice.extauthz.server;

import dev.sluice.common.Secret;
import dev.sluice.extauthz.decision.UpstreamSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bearer tokens of the gateway for single backends. Each is a file with the name of the token,
 * or a folder with a file {@code token}, as Kubernetes mounts a secret. The files are read again at
 * an interval. If a file cannot be read, the last valid token stays in use.
 */
final class BearerTokenFiles implements UpstreamSettings.NamedTokens, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BearerTokenFiles.class);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,4096}");

  private final Optional<Path> folder;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("bearers").factory());
  private volatile Map<String, Secret> tokens = Map.of();
  private Set<String> reportedProblems = Set.of();

  // The future ends when the timer is closed.
  @SuppressWarnings("FutureReturnValueIgnored")
  BearerTokenFiles(Optional<Path> folder, Duration interval) {
    this.folder = folder;
    if (folder.isPresent()) {
      reload();
      timer.scheduleWithFixedDelay(
          this::reload, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public Optional<Secret> find(String name) {
    return Optional.ofNullable(tokens.get(name));
  }

  /** Reads the files now. */
  synchronized void reload() {
    Map<String, Secret> next = new HashMap<>();
    Set<String> problems = new TreeSet<>();
    try (Stream<Path> entries = Files.list(folder.orElseThrow())) {
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        if (NAME.matcher(name).matches()) {
          token(name, entry, problems).ifPresent(token -> next.put(name, token));
        }
      }
      tokens = Map.copyOf(next);
    } catch (IOException e) {
      problems.add("the folder cannot be listed");
    }
    if (!problems.isEmpty() && !problems.equals(reportedProblems)) {
      log.warn(
          "tokens for upstreams in {}: {}; the last valid tokens stay in use",
          folder.orElseThrow(),
          problems);
    }
    reportedProblems = problems;
  }

  private Optional<Secret> token(String name, Path entry, Set<String> problems) {
    Path file = Files.isDirectory(entry) ? entry.resolve("token") : entry;
    if (Files.isDirectory(entry) && !Files.exists(file)) {
      return Optional.empty();
    }
    try {
      String text = Files.readString(file).strip();
      if (TOKEN.matcher(text).matches()) {
        return Optional.of(Secret.of(text));
      }
      problems.add(name + " is not printable ASCII without blanks");
    } catch (IOException e) {
      problems.add(name + " cannot be read");
    }
    return Optional.ofNullable(tokens.get(name));
  }

  @Override
  public void close() {
    timer.close();
  }
}
