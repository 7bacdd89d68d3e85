// SPDX-License-Identifier: Apache-2.0
package io.pentimento.server.inference.grpc;

import io.pentimento.server.failure.InvalidInferenceException;
import io.pentimento.server.inference.Parameters;
import io.pentimento.server.inference.grpc.proto.InferParameter;
import java.util.HashMap;
import java.util.Map;

/** Reads the parameters of gRPC messages. */
final class GrpcParameters {
  private GrpcParameters() {}

  /**
   * @throws InvalidInferenceException if one has no value
   */
  static Parameters of(Map<String, InferParameter> given) {
    Map<String, Object> values = new HashMap<>();
    given.forEach((name, parameter) -> values.put(name, value(name, parameter)));
    return new Parameters(values);
  }

  private static Object value(String name, InferParameter parameter) {
    return switch (parameter.getParameterChoiceCase()) {
      case BOOL_PARAM -> parameter.getBoolParam();
      case INT64_PARAM -> parameter.getInt64Param();
      case STRING_PARAM -> parameter.getStringParam();
      case DOUBLE_PARAM -> parameter.getDoubleParam();
      case UINT64_PARAM -> parameter.getUint64Param();
      case PARAMETERCHOICE_NOT_SET ->
          throw new InvalidInferenceException("The parameter '%s' has no value.".formatted(name));
    };
  }
}
