// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.queue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A queue that serves clients in turn: the next item is the oldest one of the client that has
 * waited longest. A client with many items delays each other client by one item.
 */
final class FairLine<T> {
  private final Map<String, Deque<T>> clients = new LinkedHashMap<>();
  private int size;

  synchronized void add(String client, T item) {
    clients.computeIfAbsent(client, first -> new ArrayDeque<>()).add(item);
    size++;
  }

  /** Takes the next item; empty if none waits. */
  synchronized Optional<T> next() {
    if (clients.isEmpty()) {
      return Optional.empty();
    }
    String client = clients.keySet().iterator().next();
    Deque<T> items = clients.remove(client);
    T item = items.remove();
    if (!items.isEmpty()) {
      clients.put(client, items);
    }
    size--;
    return Optional.of(item);
  }

  /**
   * @return whether the item was still waiting
   */
  synchronized boolean remove(String client, T item) {
    Deque<T> items = clients.get(client);
    if (items == null || !items.remove(item)) {
      return false;
    }
    if (items.isEmpty()) {
      clients.remove(client);
    }
    size--;
    return true;
  }

  synchronized int size() {
    return size;
  }
}
