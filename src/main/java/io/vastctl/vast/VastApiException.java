package io.vastctl.vast;

import java.util.OptionalLong;

/** The API refused or could not be reached. The message is one line for people and holds no secret. */
public class VastApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ApiProblem problem;
    private final int status;
    private final String code;
    private final long newContract;

    /**
     * @param status HTTP status, 0 when there was no answer
     * @param code the API's own error code, empty when it gave none
     * @param newContract an instance that exists in spite of the error, 0 for none
     */
    public VastApiException(
            ApiProblem problem, int status, String code, String message, long newContract, Throwable cause) {
        super(message, cause);
        this.problem = problem;
        this.status = status;
        this.code = code;
        this.newContract = newContract;
    }

    /** The same without a new contract and without a cause. */
    public VastApiException(ApiProblem problem, int status, String code, String message) {
        this(problem, status, code, message, 0);
    }

    /** The same without a cause. */
    public VastApiException(ApiProblem problem, int status, String code, String message, long newContract) {
        super(message);
        this.problem = problem;
        this.status = status;
        this.code = code;
        this.newContract = newContract;
    }

    public ApiProblem problem() {
        return problem;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** An instance that the error answer named: it exists and bills, so destroy it. */
    public OptionalLong newContract() {
        return newContract == 0 ? OptionalLong.empty() : OptionalLong.of(newContract);
    }
}
