// SPDX-License-Identifier: Apache-2.0
package io.pentimento.registry.evidence;

import io.pentimento.core.fuzz.FuzzTarget;
import io.pentimento.registry.client.RegistryException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The evidence that a registry returns for a model. */
enum EvidenceTarget implements FuzzTarget {
  /** An envelope with a statement, its signature included. */
  EVIDENCE {
    @Override
    public void read(byte[] input) {
      try {
        Envelope envelope = Envelope.read(input);
        envelope.signer(KEYS);
        Statement statement = Statement.read(envelope.content());
        statement.isAbout("sha256:" + "0".repeat(64));
        statement.gateDecision();
      } catch (RegistryException documented) {
        // Damaged.
      }
    }
  },

  /** A statement without its envelope. */
  STATEMENT {
    @Override
    public void read(byte[] input) {
      try {
        Statement statement = Statement.read(input);
        statement.isAbout("sha256:" + "0".repeat(64));
        statement.gateDecision();
      } catch (RegistryException documented) {
        // As above.
      }
    }
  };

  private static final PublicKeys KEYS = PublicKeys.parse(pem(), "key");

  private static String pem() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      KeyPair pair = generator.generateKeyPair();
      return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
          .formatted(Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
