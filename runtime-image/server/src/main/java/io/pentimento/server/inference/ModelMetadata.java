package io.pentimento.server.inference;

import java.util.List;

/** What the protocol tells of a model, in the form of its JSON. */
public record ModelMetadata(
    String name,
    List<String> versions,
    String platform,
    List<TensorMetadata> inputs,
    List<TensorMetadata> outputs) {

  /**
   * An input or output.
   *
   * @param shape with -1 where any size is taken
   */
  public record TensorMetadata(String name, String datatype, List<Long> shape) {}
}
