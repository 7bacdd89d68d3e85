package io.pentimento.worker.stage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pentimento.core.network.NetworkFile;
import java.io.IOException;

/** Reads networks of an artefact. */
final class PreparedSession {
  private PreparedSession() {}

  static NetworkFile network(PreparedModels models, String name) throws IOException {
    return NetworkFile.load(models.weights(name), JsonNodeFactory.instance.objectNode());
  }
}
