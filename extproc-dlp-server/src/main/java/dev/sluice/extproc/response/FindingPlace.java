package dev.sluice.extproc.response;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The place of a finding in messages to clients.
 *
 * @param text the words for the place
 * @param param the JSON path; empty for bodies without JSON
 */
record FindingPlace(String text, Optional<String> param) {
  /** The channels of bodies that are not JSON. */
  private static final Set<String> WHOLE_BODIES = Set.of("", "text", "form", "part", "part header");

  /** A step that a body chose: an id in place of an index. */
  private static final Pattern CHOSEN_STEP = Pattern.compile("\\[(?![0-9]{1,9}])[^]]*]");

  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_.\\[\\]*$-]{1,400}");

  /** Returns the place of a text channel. */
  static FindingPlace of(String channel) {
    if (WHOLE_BODIES.contains(channel)) {
      return new FindingPlace(
          channel.isEmpty() ? "in the body" : "in the " + channel + " of the body",
          Optional.empty());
    }
    String path = CHOSEN_STEP.matcher(channel).replaceAll("[*]");
    return PATH.matcher(path).matches()
        ? new FindingPlace("at " + path, Optional.of(path))
        : new FindingPlace("in the body", Optional.empty());
  }
}
