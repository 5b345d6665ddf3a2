package dev.tiffin.function;

/** The five mutations that write results back. Each takes a list and answers each element in its place. */
enum RecordMutation {
    VALIDATIONS("recordValidations", "ValidationResultInput"),
    PAYMENTS("recordPayments", "PaymentResultInput"),
    REFUNDS("recordRefunds", "RefundResultInput"),
    APPROVALS("recordApprovals", "ApprovalResultInput"),
    ASSIGNMENTS("recordAssignments", "AssignmentResultInput");

    private final String field;
    private final String document;

    RecordMutation(String field, String elementType) {
        this.field = field;
        this.document =
                "mutation($results:[%s!]!){%s(results:$results){orderId outcome}}".formatted(elementType, field);
    }

    String field() {
        return field;
    }

    String document() {
        return document;
    }
}
