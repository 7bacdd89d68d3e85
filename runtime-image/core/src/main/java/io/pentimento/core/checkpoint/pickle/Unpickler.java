// SPDX-License-Identifier: Apache-2.0
package io.pentimento.core.checkpoint.pickle;

import io.pentimento.core.checkpoint.CheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Executes a pickle as far as it builds data: numbers, strings, tuples (as {@code Object[]}), lists
 * (also for sets) and dictionaries, in their order. Only the globals of the resolver exist; opcodes
 * that construct objects of other classes are rejected. A pickle therefore executes no code.
 *
 * <p>Byte strings become strings with one char per byte.
 */
public final class Unpickler {
  private static final int MAX_OPCODES = 2_000_000;
  private static final int MAX_PROTOCOL = 5;
  private static final Object[] EMPTY_TUPLE = {};

  private final PickleInput in;
  private final PickleResolver resolver;
  private final Function<Object, Object> persistent;
  private final PickleStack stack = new PickleStack();

  /**
   * @param persistent maps a persistent id to its object
   */
  public Unpickler(InputStream in, PickleResolver resolver, Function<Object, Object> persistent) {
    this.in = new PickleInput(in);
    this.resolver = resolver;
    this.persistent = persistent;
  }

  /**
   * The value of the pickle; bytes after its end are not read.
   *
   * @throws CheckpointException if it is damaged, too large, or builds anything other than data
   */
  public Object load() throws IOException {
    for (int count = 0; count < MAX_OPCODES; count++) {
      int opcode = in.unsignedByte();
      if (opcode == '.') {
        return stack.pop();
      }
      if (!constant(opcode) && !container(opcode) && !memo(opcode) && !object(opcode)) {
        throw refused(opcode);
      }
    }
    throw new CheckpointException("the pickle has more than %d steps".formatted(MAX_OPCODES));
  }

  private boolean constant(int opcode) throws IOException {
    switch (opcode) {
      case 'N' -> stack.push(null);
      case 0x88 -> stack.push(true);
      case 0x89 -> stack.push(false);
      case 'J' -> stack.push((long) in.int32());
      case 'K' -> stack.push((long) in.unsignedByte());
      case 'M' -> stack.push((long) in.unsignedShort());
      case 0x8A -> stack.push(in.integer(in.unsignedByte()));
      case 0x8B -> stack.push(in.integer(in.int32()));
      case 'G' -> stack.push(in.bigEndianDouble());
      default -> {
        return string(opcode);
      }
    }
    return true;
  }

  private boolean string(int opcode) throws IOException {
    switch (opcode) {
      case 0x8C -> stack.push(in.text(in.unsignedByte()));
      case 'X' -> stack.push(in.text(Integer.toUnsignedLong(in.int32())));
      case 0x8D -> stack.push(in.text(in.int64()));
      case 'U', 'C' -> stack.push(in.byteString(in.unsignedByte()));
      case 'T', 'B' -> stack.push(in.byteString(Integer.toUnsignedLong(in.int32())));
      case 0x8E, 0x96 -> stack.push(in.byteString(in.int64()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean container(int opcode) {
    switch (opcode) {
      case ')' -> stack.push(EMPTY_TUPLE);
      case 0x85, 0x86, 0x87 -> stack.push(stack.pop(opcode - 0x84));
      case 't' -> stack.push(stack.popToMark());
      case ']', 0x8F -> stack.push(new ArrayList<>());
      case 'l', 0x91 -> stack.push(new ArrayList<>(Arrays.asList(stack.popToMark())));
      case 'a' -> append(stack.pop(1));
      case 'e', 0x90 -> append(stack.popToMark());
      case '}' -> stack.push(new LinkedHashMap<>());
      case 'd' -> {
        Object[] items = stack.popToMark();
        stack.push(new LinkedHashMap<>());
        put(items);
      }
      case 's' -> put(stack.pop(2));
      case 'u' -> put(stack.popToMark());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean memo(int opcode) throws IOException {
    switch (opcode) {
      case '(' -> stack.mark();
      case '0' -> stack.pop();
      case '1' -> stack.popToMark();
      case '2' -> stack.push(stack.peek());
      case 'q' -> stack.memoize(in.unsignedByte());
      case 'r' -> stack.memoize(in.int32());
      case 0x94 -> stack.memoize();
      case 'h' -> stack.recall(in.unsignedByte());
      case 'j' -> stack.recall(in.int32());
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean object(int opcode) throws IOException {
    switch (opcode) {
      case 0x80 -> requireProtocol(in.unsignedByte());
      case 0x95 -> in.int64(); // the length of a frame, which is only a hint for buffering
      case 'c' -> stack.push(resolver.resolve(in.line(), in.line()));
      case 0x93 -> {
        Arguments name = Arguments.of("a global of the pickle", stack.pop(2));
        stack.push(resolver.resolve(name.get(0, String.class), name.get(1, String.class)));
      }
      case 'R' -> call(stack.pop(2));
      case 'b' -> build(stack.pop());
      case 'Q' -> stack.push(persistent.apply(stack.pop()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void call(Object[] functionAndArguments) {
    if (!(functionAndArguments[0] instanceof PickleGlobal function)) {
      throw new CheckpointException("the pickle calls something that is not a function");
    }
    stack.push(function.call(Arguments.of("a call of the pickle", functionAndArguments[1])));
  }

  /**
   * Sets the state of an object: needed for arrays; for dictionaries it is only PyTorch's metadata.
   */
  private void build(Object state) {
    Object target = stack.peek();
    if (target instanceof PickleState stateful) {
      stateful.setState(Arguments.of("the state of an array", state));
    } else if (!(target instanceof Map)) {
      throw new CheckpointException("the pickle sets the state of an object, which is not allowed");
    }
  }

  @SuppressWarnings("unchecked") // only lists of our own making are on the stack
  private void append(Object[] items) {
    if (!(stack.peek() instanceof List<?> list)) {
      throw new CheckpointException("the pickle appends to something that is not a list");
    }
    ((List<Object>) list).addAll(Arrays.asList(items));
  }

  @SuppressWarnings("unchecked") // only dictionaries of our own making are on the stack
  private void put(Object[] items) {
    if (!(stack.peek() instanceof Map<?, ?> map) || items.length % 2 != 0) {
      throw new CheckpointException("the pickle adds to something that is not a dictionary");
    }
    for (int i = 0; i < items.length; i += 2) {
      ((Map<Object, Object>) map).put(requireKey(items[i]), items[i + 1]);
    }
  }

  /** Keys must be strings or numbers, whose hash codes are cheap and constant. */
  static Object requireKey(Object key) {
    if (key instanceof String
        || key instanceof Long
        || key instanceof Double
        || key instanceof Boolean
        || key instanceof BigInteger) {
      return key;
    }
    throw new CheckpointException("the pickle has a dictionary with an unsupported key");
  }

  private static void requireProtocol(int protocol) {
    if (protocol > MAX_PROTOCOL) {
      throw new CheckpointException("the pickle has the unknown protocol " + protocol);
    }
  }

  private static CheckpointException refused(int opcode) {
    return new CheckpointException(
        ("the pickle uses opcode 0x%02X, which is not allowed in weights; nothing was executed."
                + " Save only the weights: torch.save(model.state_dict(), FILE)")
            .formatted(opcode));
  }
}
