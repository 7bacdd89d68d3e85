// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pentimento.registry.client.RegistryClient;
import io.pentimento.registry.client.RegistryException;
import io.pentimento.registry.client.TransferPolicy;
import io.pentimento.registry.evidence.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Verifies and pulls a model. The exit code is 0 or that of the failure's class. The termination
 * message is JSON with {@code reason}, one UpperCamelCase word, and {@code message}, a sentence.
 */
public final class DeliverModel {
  private static final int DATA = 65;
  private static final int USER_ERROR = 64;
  private static final int INFRASTRUCTURE = 75;
  private static final Path TERMINATION_LOG = Path.of("/dev/termination-log");

  /**
   * Suppresses its log, because this program reports errors itself. The field keeps the logger from
   * being garbage-collected.
   */
  private static final Logger SDK = Logger.getLogger("land.oras");

  private DeliverModel() {}

  public static void main(String[] arguments) {
    SDK.setLevel(Level.OFF);
    System.exit(run(TERMINATION_LOG, arguments));
  }

  static int run(Path terminationLog, String... arguments) {
    try {
      DeliveryArguments given = DeliveryArguments.parse(arguments);
      TransferPolicy policy = TransferPolicy.defaults().reportedTo(System.err::println);
      RegistryClient client = new RegistryClient(given.model(), given.access(), policy);
      ModelDelivery delivery =
          new ModelDelivery(client, given.model(), given.publicKeys(), !given.anyGate());
      Verdict verdict =
          given.evidenceOnly()
              ? delivery.evidenceInto(given.folder())
              : delivery.into(given.folder());
      return verdict
          .rejection()
          .map(r -> end(terminationLog, DATA, r.check().reason(), r.message()))
          .orElse(0);
    } catch (RegistryException e) {
      return end(
          terminationLog, e.kind().exitCode(), e.kind().reason(), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return end(terminationLog, USER_ERROR, "UserError", String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return end(terminationLog, INFRASTRUCTURE, "Infrastructure", e.toString());
    }
  }

  private static int end(Path terminationLog, int code, String reason, String message) {
    System.err.println("%s: %s".formatted(reason, message));
    String json =
        JsonNodeFactory.instance
            .objectNode()
            .put("reason", reason)
            .put("message", message)
            .toString();
    try {
      if (Files.exists(terminationLog)) {
        Files.writeString(terminationLog, json, StandardOpenOption.TRUNCATE_EXISTING);
      }
    } catch (IOException e) {
      System.err.println("cannot write the termination message: " + e.getMessage());
    }
    return code;
  }
}
