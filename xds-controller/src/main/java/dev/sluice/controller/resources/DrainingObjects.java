package dev.sluice.controller.resources;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Objects that are gone but for what requests on their way may still need: first until no Envoy
 * leads there any more, then for a while. Both come in the order in which the objects went.
 */
public final class DrainingObjects {
  private final SequencedMap<ObjectState, Long> goneAt = new LinkedHashMap<>();
  private final SequencedMap<ObjectState, Long> endsAt = new LinkedHashMap<>();

  /** An object has changed with that revision. */
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

  /** Whether what went with that revision, or later, is still led to. */
  public boolean isRoutedSince(long revision) {
    return !goneAt.isEmpty() && goneAt.sequencedValues().getLast() >= revision;
  }

  /**
   * No Envoy leads any more to what had gone by that revision.
   *
   * @param end when that goes for good, in nanoseconds
   * @return whether there is any
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

  /** Takes out what may go now. */
  List<ObjectState> removeDrained(long now) {
    List<ObjectState> over = new ArrayList<>();
    while (!endsAt.isEmpty() && endsAt.firstEntry().getValue() - now <= 0) {
      over.add(endsAt.pollFirstEntry().getKey());
    }
    return over;
  }
}
