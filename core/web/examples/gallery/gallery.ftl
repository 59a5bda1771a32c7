gallery-work = My work
gallery-case = Case
gallery-form = Form
gallery-report = Report
