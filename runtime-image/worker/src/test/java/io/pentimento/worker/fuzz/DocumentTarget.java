// SPDX-License-Identifier: Apache-2.0
package io.pentimento.worker.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pentimento.contract.StageDocument;
import io.pentimento.contract.TerminationMessage;
import io.pentimento.core.fuzz.FuzzTarget;
import io.pentimento.validation.AdaptationJobValidator;
import java.nio.charset.StandardCharsets;

/** The documents that jobs, stages and the operator exchange. */
enum DocumentTarget implements FuzzTarget {
  /** The description of a stage that the operator mounts into a pod. */
  STAGE_DOCUMENT {
    @Override
    void read(String text) throws JsonProcessingException {
      StageDocument.fromJson(text);
    }
  },

  /** The message that a pod leaves when it ends. */
  TERMINATION_MESSAGE {
    @Override
    void read(String text) throws JsonProcessingException {
      TerminationMessage.fromJson(text);
    }
  },

  /** A manifest, which is accepted or answered with findings. */
  ADAPTATION_JOB {
    @Override
    void read(String text) {
      VALIDATOR.validate(text);
    }
  };

  private static final AdaptationJobValidator VALIDATOR = new AdaptationJobValidator();

  abstract void read(String text) throws JsonProcessingException;

  @Override
  public void read(byte[] input) {
    try {
      read(new String(input, StandardCharsets.UTF_8));
    } catch (JsonProcessingException documented) {
      // No JSON, or another document.
    }
  }
}
