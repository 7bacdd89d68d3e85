// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.rest;

import io.pentimento.server.inference.InferenceRequest;

/**
 * A request received over REST.
 *
 * @param binaryOutput whether the output is returned as binary data instead of JSON
 */
record RestRequest(InferenceRequest inference, boolean binaryOutput) {}
