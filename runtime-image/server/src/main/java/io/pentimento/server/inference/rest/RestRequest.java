package io.pentimento.server.inference.rest;

import io.pentimento.server.inference.InferenceRequest;

/**
 * A request as REST delivered it.
 *
 * @param binaryOutput whether the output is returned as binary data, not as JSON
 */
record RestRequest(InferenceRequest inference, boolean binaryOutput) {}
