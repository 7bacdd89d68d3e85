// SPDX-License-Identifier: Apache-2.0
package io.pentimento.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The dynamic symbols of a shared library of 64-bit Linux, read from its ELF tables.
 *
 * @param needs names of the libraries that the loader loads with it
 * @param calls required functions and data of other libraries, each with the name of the library,
 *     or an empty name if it is not specified
 * @param offers exported functions and data
 */
record NativeLibrary(List<String> needs, Map<String, String> calls, Set<String> offers) {
  private static final int DYNAMIC = 6;
  private static final int DYNAMIC_SYMBOLS = 11;
  private static final int VERSIONS_NEEDED = 0x6ffffffe;
  private static final int VERSIONS = 0x6fffffff;
  private static final int NEEDED = 1;
  private static final int WEAK = 2;

  /** A table of the file, and the table of names that it refers to. */
  private record Section(ByteBuffer bytes, ByteBuffer names) {
    String name(int at) {
      int end = at;
      while (names.get(end) != 0) {
        end++;
      }
      byte[] text = new byte[end - at];
      names.get(at, text);
      return new String(text, StandardCharsets.US_ASCII);
    }
  }

  static NativeLibrary read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      Map<Integer, Section> sections = sections(channel);
      Set<String> offers = new HashSet<>();
      Map<String, String> calls = new HashMap<>();
      symbols(sections, offers, calls);
      return new NativeLibrary(needs(sections.get(DYNAMIC)), calls, offers);
    }
  }

  private static Map<Integer, Section> sections(FileChannel channel) throws IOException {
    ByteBuffer header = map(channel, 0, 64);
    int size = header.getShort(0x3a);
    ByteBuffer table = map(channel, header.getLong(0x28), (long) size * header.getShort(0x3c));
    Map<Integer, Section> sections = new HashMap<>();
    for (int at = 0; at < table.limit(); at += size) {
      int type = table.getInt(at + 4);
      if (Set.of(DYNAMIC, DYNAMIC_SYMBOLS, VERSIONS_NEEDED, VERSIONS).contains(type)) {
        ByteBuffer names = contents(channel, table, table.getInt(at + 0x28) * size);
        sections.put(type, new Section(contents(channel, table, at), names));
      }
    }
    return sections;
  }

  private static ByteBuffer contents(FileChannel channel, ByteBuffer table, int at)
      throws IOException {
    return map(channel, table.getLong(at + 0x18), table.getLong(at + 0x20));
  }

  private static ByteBuffer map(FileChannel channel, long from, long size) throws IOException {
    return channel.map(MapMode.READ_ONLY, from, size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static List<String> needs(Section dynamic) {
    List<String> needs = new ArrayList<>();
    for (int at = 0; at < dynamic.bytes().limit(); at += 16) {
      if (dynamic.bytes().getLong(at) == NEEDED) {
        needs.add(dynamic.name((int) dynamic.bytes().getLong(at + 8)));
      }
    }
    return needs;
  }

  private static void symbols(
      Map<Integer, Section> sections, Set<String> offers, Map<String, String> calls) {
    Section symbols = sections.get(DYNAMIC_SYMBOLS);
    Map<Integer, String> owners = owners(sections.get(VERSIONS_NEEDED));
    for (int at = 24, index = 1; at < symbols.bytes().limit(); at += 24, index++) {
      String name = symbols.name(symbols.bytes().getInt(at));
      if (symbols.bytes().getShort(at + 6) != 0) {
        offers.add(name);
      } else if (symbols.bytes().get(at + 4) >> 4 != WEAK) {
        calls.put(name, owners.getOrDefault(version(sections.get(VERSIONS), index), ""));
      }
    }
  }

  private static int version(Section versions, int symbol) {
    return versions == null ? 0 : versions.bytes().getShort(2 * symbol) & 0x7fff;
  }

  /** The library of each required symbol version. */
  private static Map<Integer, String> owners(Section needed) {
    Map<Integer, String> owners = new HashMap<>();
    if (needed == null) {
      return owners;
    }
    ByteBuffer bytes = needed.bytes();
    int file = 0;
    int next;
    do {
      String owner = needed.name(bytes.getInt(file + 4));
      versions(bytes, file).forEach(version -> owners.put(version, owner));
      next = bytes.getInt(file + 12);
      file += next;
    } while (next != 0);
    return owners;
  }

  private static List<Integer> versions(ByteBuffer bytes, int file) {
    List<Integer> versions = new ArrayList<>();
    int at = file + bytes.getInt(file + 8);
    for (int left = bytes.getShort(file + 2); left > 0; left--) {
      versions.add((int) bytes.getShort(at + 6));
      at += bytes.getInt(at + 12);
    }
    return versions;
  }
}
