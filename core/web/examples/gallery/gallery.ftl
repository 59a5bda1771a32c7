work = My work
case = Case
form = Form
report = Report
