// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.pickle;

import io.pentimento.core.checkpoint.CheckpointException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stack and the memo of the pickle machine. */
final class PickleStack {
  private static final Object MARK = new Object();

  private final List<Object> stack = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  void push(@Nullable Object value) {
    stack.add(value);
  }

  void mark() {
    stack.add(MARK);
  }

  Object pop() {
    if (stack.isEmpty() || stack.get(stack.size() - 1) == MARK) {
      throw new CheckpointException("the pickle reads a missing value: it is damaged");
    }
    return stack.remove(stack.size() - 1);
  }

  Object peek() {
    Object top = pop();
    push(top);
    return top;
  }

  Object[] pop(int count) {
    Object[] values = new Object[count];
    for (int i = count - 1; i >= 0; i--) {
      values[i] = pop();
    }
    return values;
  }

  /** Removes and returns all items above the last mark, and the mark. */
  Object[] popToMark() {
    int mark = stack.lastIndexOf(MARK);
    if (mark < 0) {
      throw new CheckpointException("the pickle lacks a mark: it is damaged");
    }
    List<Object> above = stack.subList(mark, stack.size());
    Object[] values = above.subList(1, above.size()).toArray();
    above.clear();
    return values;
  }

  void memoize() {
    memoize(memo.size());
  }

  void memoize(int index) {
    memo.put(index, peek());
  }

  void recall(int index) {
    if (!memo.containsKey(index)) {
      throw new CheckpointException("the pickle refers to a memo entry that does not exist");
    }
    push(memo.get(index));
  }
}
