// SPDX-License-Identifier: Apache-2.0
package io.pentimento.training.script;

import io.pentimento.core.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a module in the format of {@code torch.jit.save}: its source, a pickle of its attributes,
 * and one entry for the memory of each tensor.
 */
public final class ScriptFile {
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final Map<String, Integer> memory = new LinkedHashMap<>();
  private final Map<String, Boolean> trains = new LinkedHashMap<>();

  /** Adds {@code self.NAME}, a parameter. */
  public ScriptFile parameter(String name, Tensor value) {
    return add(name, value, tensors.size(), true);
  }

  /** Adds a parameter without gradients. */
  public ScriptFile frozen(String name, Tensor value) {
    return add(name, value, tensors.size(), false);
  }

  /** Adds a second name of a parameter's memory. */
  public ScriptFile alias(String name, String of) {
    return add(name, tensors.get(of), memory.get(of), true);
  }

  private ScriptFile add(String name, Tensor value, int at, boolean train) {
    tensors.put(name, value);
    memory.put(name, at);
    trains.put(name, train);
    return this;
  }

  /**
   * Writes the archive.
   *
   * @param forward lines of TorchScript that compute a tensor from {@code x}
   */
  public void write(Path file, String forward) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.setMethod(ZipOutputStream.STORED);
      put(zip, "data.pkl", pickle());
      put(zip, "code/__torch__.py", source(forward).getBytes(StandardCharsets.UTF_8));
      put(zip, "constants.pkl", latin("\u0080\u0002)."));
      put(zip, "version", latin("3\n"));
      for (String name : tensors.keySet()) {
        if (isFirstOfItsMemory(name)) {
          put(zip, "data/" + memory.get(name), bytes(tensors.get(name)));
        }
      }
    }
  }

  private boolean isFirstOfItsMemory(String name) {
    return memory.keySet().stream()
        .filter(other -> memory.get(other).equals(memory.get(name)))
        .findFirst()
        .orElseThrow()
        .equals(name);
  }

  private String source(String forward) {
    return """
    class Net(Module):
      __parameters__ = [%s]
      __buffers__ = []
      training : bool
    %s  def forward(self: __torch__.Net, x: Tensor) -> Tensor:
    %s\
    """
        .formatted(
            tensors.keySet().stream()
                .map(name -> "\"" + name + "\", ")
                .collect(Collectors.joining()),
            tensors.keySet().stream()
                .map(name -> "  " + name + " : Tensor\n")
                .collect(Collectors.joining()),
            forward.indent(4));
  }

  private byte[] pickle() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, "\u0080\u0002c__torch__\nNet\n)\u0081}(");
    text(out, "training");
    write(out, "\u0089");
    tensors.forEach(
        (name, tensor) -> {
          text(out, name);
          tensor(out, name, tensor);
        });
    write(out, "ub.");
    return out.toByteArray();
  }

  private void tensor(ByteArrayOutputStream out, String name, Tensor tensor) {
    write(out, "ctorch._utils\n_rebuild_tensor_v2\n(");
    storage(out, name, tensor);
    number(out, 0);
    numbers(out, tensor.shape());
    numbers(out, strides(tensor.shape()));
    write(out, trains.get(name) ? "\u0088" : "\u0089");
    write(out, "ccollections\nOrderedDict\n)RtR");
  }

  /** Memory that was used before is referenced by the pickle's memo. */
  private void storage(ByteArrayOutputStream out, String name, Tensor tensor) {
    if (isFirstOfItsMemory(name)) {
      write(out, "(");
      text(out, "storage");
      write(out, "ctorch\nFloatStorage\n");
      text(out, memory.get(name).toString());
      text(out, "cpu");
      number(out, tensor.size());
      write(out, "tQq");
    } else {
      write(out, "h");
    }
    out.write(memory.get(name));
  }

  private static long[] strides(long[] shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape[i];
    }
    return strides;
  }

  private static void numbers(ByteArrayOutputStream out, long[] values) {
    write(out, "(");
    for (long value : values) {
      number(out, Math.toIntExact(value));
    }
    write(out, "t");
  }

  private static void number(ByteArrayOutputStream out, int value) {
    write(out, "J");
    out.writeBytes(littleEndian(4).putInt(value).array());
  }

  private static void text(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(out, "X");
    out.writeBytes(littleEndian(4).putInt(bytes.length).array());
    out.writeBytes(bytes);
  }

  private static void write(ByteArrayOutputStream out, String opcodes) {
    out.writeBytes(latin(opcodes));
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(Tensor tensor) {
    byte[] bytes = new byte[tensor.size() * Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(tensor.data());
    return bytes;
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry("net/" + name);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
