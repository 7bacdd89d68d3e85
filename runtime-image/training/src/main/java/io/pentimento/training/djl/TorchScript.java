package io.pentimento.training.djl;

import static java.util.stream.Collectors.joining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Reaches the ATen operators that DJL does not bind, with gradients: each expression becomes a tiny
 * TorchScript module, written in memory once and called like a function.
 *
 * <p>Not thread-safe.
 */
final class TorchScript {
  private final PtNDManager manager;
  private final Map<String, PtSymbolBlock> modules = new HashMap<>();

  TorchScript(NDManager manager) {
    this.manager = (PtNDManager) manager;
  }

  /** Evaluates a TorchScript expression over {@code a0, a1, …}. */
  NDArray eval(String expression, NDArray... arguments) {
    PtSymbolBlock module =
        modules.computeIfAbsent(
            arguments.length + ":" + expression,
            key -> load(tensors(arguments.length), "Tensor", "return " + expression));
    String[] names = hideNames(arguments);
    try {
      return IValueUtils.forward(module, new NDList(arguments), JniUtils.isGradMode()).get(0);
    } finally {
      restoreNames(arguments, names);
    }
  }

  /** DJL parses a dot in an array's name as the path of a nested argument. */
  private static String[] hideNames(NDArray... arguments) {
    String[] names = new String[arguments.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = arguments[i].getName();
      arguments[i].setName(null);
    }
    return names;
  }

  private static void restoreNames(NDArray[] arguments, String[] names) {
    for (int i = 0; i < names.length; i++) {
      arguments[i].setName(names[i]);
    }
  }

  /**
   * Runs statements over arguments of any type, without looking at gradients.
   *
   * @param arguments as declared in {@code signature}
   * @return what the statements return; the caller closes it
   */
  IValue run(Signature signature, String statements, IValue... arguments) {
    PtSymbolBlock module =
        modules.computeIfAbsent(
            signature + ":" + statements,
            key -> load(signature.arguments(), signature.result(), statements));
    return IValueUtils.forward(module, arguments);
  }

  /**
   * What a script takes and returns.
   *
   * @param arguments such as {@code a: Tensor, factor: float}
   * @param result such as {@code Tensor}
   */
  record Signature(String arguments, String result) {}

  private static String tensors(int count) {
    return IntStream.range(0, count).mapToObj(i -> "a" + i + ": Tensor").collect(joining(", "));
  }

  private PtSymbolBlock load(String arguments, String result, String statements) {
    try {
      byte[] archive = archive(arguments, result, statements);
      return JniUtils.loadModule(manager, new ByteArrayInputStream(archive), false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] archive(String arguments, String result, String statements)
      throws IOException {
    String source =
        """
        class Expression(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          def forward(self: __torch__.Expression, %s) -> %s:
        %s
        """
            .formatted(arguments, result, statements.indent(4).stripTrailing());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      put(zip, "expression/data.pkl", instancePickle());
      put(zip, "expression/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
      put(zip, "expression/constants.pkl", emptyTuplePickle());
      put(zip, "expression/version", "10\n".getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  /** {@code __torch__.Expression()} with state {@code {"training": False}}, pickle protocol 2. */
  private static byte[] instancePickle() {
    return "\u0080\u0002c__torch__\nExpression\nq\0)\u0081}X\b\0\0\0training\u0089sb."
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] emptyTuplePickle() {
    return "\u0080\u0002).".getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
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
