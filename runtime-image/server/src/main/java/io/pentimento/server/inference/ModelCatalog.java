// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference;

import io.pentimento.server.config.ModelConfig;
import io.pentimento.server.failure.UnknownModelException;
import io.pentimento.server.model.ModelDescription;
import io.pentimento.server.model.Restorer;
import io.pentimento.server.model.ServedModel;
import io.pentimento.server.shutdown.Termination;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The model of this server with its configured name. It has two versions: the configured one, and
 * the digest of its weights.
 */
@ApplicationScoped
public class ModelCatalog {
  /** The binary tensor data extension of the REST transport. */
  public static final String BINARY_DATA = "binary_tensor_data";

  private static final long ANY = -1;
  private static final String DIGEST = "sha256:";

  private final ServedModel model;
  private final Termination termination;
  private final ModelConfig names;
  private final InferenceConfig declared;
  private final ServerMetadata server;

  @Inject
  ModelCatalog(
      ServedModel model,
      Termination termination,
      ModelConfig names,
      InferenceConfig declared,
      @ConfigProperty(name = "quarkus.application.name") String server,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.model = model;
    this.termination = termination;
    this.names = names;
    this.declared = declared;
    this.server = new ServerMetadata(server, version, List.of(BINARY_DATA));
  }

  public ServerMetadata server() {
    return server;
  }

  /** Whether the model is loaded and the server is not stopping. */
  public boolean isReady() {
    return !termination.hasBegun() && model.missing().isEmpty();
  }

  /** The configured version, which responses contain. */
  public String version() {
    return names.version();
  }

  public String name() {
    return names.name();
  }

  /**
   * Checks that a request is for this model.
   *
   * @param version empty for any
   * @throws UnknownModelException if the name or the version is unknown
   */
  public void check(String name, String version) {
    if (!name.equals(names.name())) {
      throw new UnknownModelException(
          "There is no model '%s'; this server has '%s' (pentimento.model.name)."
              .formatted(name, names.name()));
    }
    if (!version.isEmpty() && !version.equals(names.version()) && !isDigest(version)) {
      throw new UnknownModelException(
          "The model '%s' has no version '%s'; it has %s.".formatted(name, version, versions()));
    }
  }

  private boolean isDigest(String version) {
    return version.startsWith(DIGEST) && versions().contains(version);
  }

  private List<String> versions() {
    return model.missing().isPresent()
        ? List.of(names.version())
        : Stream.of(names.version(), model.restorer().description().digest())
            .filter(version -> version.equals(names.version()) || version.startsWith(DIGEST))
            .distinct()
            .toList();
  }

  /**
   * @throws io.pentimento.server.failure.UnavailableException if the model is not loaded
   */
  public ModelMetadata metadata() {
    Restorer restorer = model.restorer();
    return new ModelMetadata(
        names.name(),
        versions(),
        restorer.isGraph() ? "onnx_onnxv1" : "pytorch_torchscript",
        List.of(tensor(InferencePlan.INPUT, restorer, 1)),
        List.of(tensor(InferencePlan.OUTPUT, restorer, restorer.memory().scale())));
  }

  /** Any size if images are resized. */
  private ModelMetadata.TensorMetadata tensor(String name, Restorer restorer, long scale) {
    ModelDescription.Size size = restorer.description().size();
    List<Long> shape =
        declared.datatype() == TensorType.BYTES
            ? List.of(ANY)
            : restorer.resizes()
                ? declared.layout().shape(ANY, ANY, ANY)
                : declared.layout().shape(ANY, size.height() * scale, size.width() * scale);
    return new ModelMetadata.TensorMetadata(name, declared.datatype().name(), shape);
  }
}
