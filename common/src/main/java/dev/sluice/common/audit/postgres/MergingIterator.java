package dev.sluice.common.audit.postgres;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/** An iterator that merges several sorted sources. */
final class MergingIterator<T> implements Iterator<T> {
  private record Head<T>(T item, int rank, Iterator<T> rest) {}

  private final PriorityQueue<Head<T>> heads;

  private MergingIterator(Comparator<T> order) {
    this.heads =
        new PriorityQueue<>(
            Comparator.<Head<T>, T>comparing(Head::item, order).thenComparingInt(Head::rank));
  }

  /** Returns a merging iterator. Equal items are returned in the order of their sources. */
  static <T> Iterator<T> of(List<Iterator<T>> sources, Comparator<T> order) {
    MergingIterator<T> merged = new MergingIterator<>(order);
    for (int i = 0; i < sources.size(); i++) {
      merged.pull(i, sources.get(i));
    }
    return merged;
  }

  private void pull(int rank, Iterator<T> source) {
    if (source.hasNext()) {
      heads.add(new Head<>(source.next(), rank, source));
    }
  }

  @Override
  public boolean hasNext() {
    return !heads.isEmpty();
  }

  @Override
  public T next() {
    Head<T> head = heads.remove();
    pull(head.rank(), head.rest());
    return head.item();
  }
}
