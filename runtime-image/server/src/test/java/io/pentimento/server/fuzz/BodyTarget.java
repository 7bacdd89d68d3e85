// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.fuzz;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pentimento.core.fuzz.FuzzTarget;
import io.pentimento.core.image.ImageException;
import io.pentimento.server.admission.Admission;
import io.pentimento.server.admission.ImageBodies;
import io.pentimento.server.admission.ImageBody;
import io.pentimento.server.faces.InvalidPhotoRequestException;
import io.pentimento.server.faces.PhotoBodies;
import io.pentimento.server.failure.InvalidInferenceException;
import io.pentimento.server.failure.TooLargeException;
import io.pentimento.server.failure.UnavailableException;
import io.pentimento.server.failure.UnprocessableImageException;
import io.pentimento.server.inference.InferencePlans;
import io.pentimento.server.inference.grpc.GrpcBodies;
import io.pentimento.server.inference.rest.RestBodies;
import io.pentimento.server.model.ImageMemory;
import java.util.Arrays;

/**
 * The bodies of requests, from their bytes to decoded images. The documented exceptions are those
 * that become responses with a status of 400 to 499, or 503.
 */
enum BodyTarget implements FuzzTarget {
  /** An inference request as JSON. */
  JSON_INFERENCE {
    @Override
    void read(byte[] input, Admission.Ticket ticket) {
      InferencePlans.read(RestBodies.read(input, input.length, ticket), IMAGES);
    }
  },

  /** Two bytes with the length of the JSON, the JSON, and binary tensors. */
  BINARY_INFERENCE {
    @Override
    void read(byte[] input, Admission.Ticket ticket) {
      if (input.length > 2) {
        int length = (input[0] & 0xff) << 8 | input[1] & 0xff;
        byte[] body = Arrays.copyOfRange(input, 2, input.length);
        InferencePlans.read(RestBodies.read(body, length, ticket), IMAGES);
      }
    }
  },

  /** A {@code ModelInferRequest}. */
  GRPC_INFERENCE {
    @Override
    void read(byte[] input, Admission.Ticket ticket) {
      InferencePlans.read(GrpcBodies.read(input, ticket), IMAGES);
    }
  },

  /** A form with a picture. */
  FORM {
    @Override
    void read(byte[] input, Admission.Ticket ticket) {
      picture(PhotoBodies.picture(input, "multipart/form-data; boundary=x"));
    }
  },

  /** The picture itself. */
  PICTURE {
    @Override
    void read(byte[] input, Admission.Ticket ticket) {
      picture(input);
    }
  };

  private static final int PIXELS = 1 << 18;
  private static final ImageBody IMAGES = ImageBodies.limitedTo(PIXELS);
  private static final ImageMemory MEMORY = new ImageMemory(64, 64, 2);
  private static final Admission ADMISSION = new Admission(4, 1 << 24, new SimpleMeterRegistry());

  abstract void read(byte[] input, Admission.Ticket ticket);

  @Override
  public void read(byte[] input) {
    try (Admission.Ticket ticket = ADMISSION.admit(input.length)) {
      read(input, ticket);
    } catch (InvalidInferenceException
        | InvalidPhotoRequestException
        | ImageException
        | TooLargeException
        | UnprocessableImageException
        | UnavailableException documented) {
      // Answered with the reason.
    }
  }

  private static void picture(byte[] file) {
    IMAGES.check(file, MEMORY);
    IMAGES.decode(file);
  }
}
