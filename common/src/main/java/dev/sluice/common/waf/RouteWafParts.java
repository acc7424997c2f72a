package dev.sluice.common.waf;

import dev.sluice.config.v1.Route;
import dev.sluice.config.v1.WafSearch;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The parts of the exchanges on one route that a policy row adds to those that the file selects.
 *
 * @param blocks whether a match blocks the exchange or is only reported
 */
public record RouteWafParts(Set<WafPart> parts, boolean blocks) {
  /** A route without such a row. */
  public static final RouteWafParts NONE = new RouteWafParts(Set.of(), false);

  private static final String BLOCK = "block";
  private static final String LOG = "log";

  public RouteWafParts {
    parts = Set.copyOf(parts);
  }

  /** Returns the parts that the controller delivered with a route. */
  public static RouteWafParts of(Route route) {
    if (!route.hasWaf()) {
      return NONE;
    }
    Set<WafPart> parts = EnumSet.noneOf(WafPart.class);
    for (WafSearch.Part part : route.getWaf().getPartsList()) {
      switch (part) {
        case PART_PATH -> parts.add(WafPart.PATH);
        case PART_QUERY -> parts.add(WafPart.QUERY);
        case PART_HEADERS -> parts.add(WafPart.HEADERS);
        case PART_BODY -> parts.add(WafPart.BODY);
        case PART_ANSWER -> parts.add(WafPart.ANSWER);
        case PART_UNSPECIFIED, UNRECOGNIZED -> {
          // A part of a newer release, which this server does not search.
        }
      }
    }
    return new RouteWafParts(parts, !route.getWaf().getLog());
  }

  /** Returns the parts of bodies, read from their actions in the metadata of a decision. */
  public static RouteWafParts ofActions(String body, String answer) {
    if (body.isEmpty() && answer.isEmpty()) {
      return NONE;
    }
    Set<WafPart> parts = EnumSet.noneOf(WafPart.class);
    if (!body.isEmpty()) {
      parts.add(WafPart.BODY);
    }
    if (!answer.isEmpty()) {
      parts.add(WafPart.ANSWER);
    }
    return new RouteWafParts(parts, !body.equals(LOG) && !answer.equals(LOG));
  }

  /** Returns {@code block} or {@code log}; empty if the row does not add the part. */
  public String action(WafPart part) {
    return contains(part) ? (blocks ? BLOCK : LOG) : "";
  }

  public boolean contains(WafPart part) {
    return parts.contains(part);
  }

  /** Returns whether one of some parts is added. It allocates nothing. */
  public boolean containsAny(List<WafPart> some) {
    for (int i = 0; i < some.size(); i++) {
      if (parts.contains(some.get(i))) {
        return true;
      }
    }
    return false;
  }
}
