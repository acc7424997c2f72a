package dev.sluice.controller.resources;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The removed objects that requests in flight may still need: first while an Envoy still routes to
 * them, then for the drain time. Both lists are in order of removal.
 */
public final class DrainingObjects {
  private final SequencedMap<ObjectState, Long> goneAt = new LinkedHashMap<>();
  private final SequencedMap<ObjectState, Long> endsAt = new LinkedHashMap<>();

  /**
   * Updates an object after a change.
   *
   * @param revision the revision of the change
   */
  void update(ObjectState state, long revision) {
    if (!state.isDraining()) {
      goneAt.remove(state);
      endsAt.remove(state);
    } else if (!endsAt.containsKey(state)) {
      goneAt.putIfAbsent(state, revision);
    }
  }

  public boolean isEmpty() {
    return goneAt.isEmpty() && endsAt.isEmpty();
  }

  /** Returns whether an Envoy may still route to an object removed in or after a revision. */
  public boolean isRoutedSince(long revision) {
    return !goneAt.isEmpty() && goneAt.sequencedValues().getLast() >= revision;
  }

  /**
   * Starts the drain time of the objects removed up to a revision, because no Envoy routes to them
   * any more.
   *
   * @param end the end of the drain time in nanoseconds
   * @return whether there is such an object
   */
  public boolean startDraining(long revision, long end) {
    boolean any = false;
    for (Iterator<Map.Entry<ObjectState, Long>> all = goneAt.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<ObjectState, Long> gone = all.next();
      if (gone.getValue() > revision) {
        break;
      }
      endsAt.put(gone.getKey(), end);
      all.remove();
      any = true;
    }
    return any;
  }

  /** Removes and returns the objects whose drain time is over. */
  List<ObjectState> removeDrained(long now) {
    List<ObjectState> over = new ArrayList<>();
    while (!endsAt.isEmpty() && endsAt.firstEntry().getValue() - now <= 0) {
      over.add(endsAt.pollFirstEntry().getKey());
    }
    return over;
  }
}
